//! Flows and modules that name one another, so that none can come first.

use std::collections::{BTreeMap, BTreeSet};

use flow_language::bundle::{ItemName, Status};
use petgraph::{algo::tarjan_scc, graph::DiGraph};

use crate::{plan::Needs, wanted::Wanted};

/// Which flows and modules stand in one ring, and which are made as stubs.
#[derive(Debug, Default)]
pub(crate) struct Rings {
    rings: BTreeMap<ItemName, usize>,
    stubs: BTreeSet<ItemName>,
}

// === impl Rings ===

impl Rings {
    /// The rings among what has to be written.
    pub(crate) fn of(wanted: &Wanted<'_>, needs: &Needs) -> Self {
        let mut graph = DiGraph::<&ItemName, ()>::new();
        let written = needs.iter().filter(|(_, need)| need.make || need.write);
        let nodes: BTreeMap<_, _> = written
            .map(|(name, _)| (name, graph.add_node(name)))
            .collect();
        for (name, node) in &nodes {
            let named = wanted.items[*name].names();
            let others = named.iter().filter_map(ItemName::of);
            for other in others.filter_map(|other| nodes.get(&other).copied()) {
                graph.add_edge(*node, other, ());
            }
        }
        let mut rings = BTreeMap::new();
        for (number, part) in tarjan_scc(&graph).into_iter().enumerate() {
            let is_ring = part.len() > 1 || graph.contains_edge(part[0], part[0]);
            if is_ring {
                rings.extend(part.iter().map(|node| (graph[*node].clone(), number)));
            }
        }
        // AWS publishes whatever a module is made with, so a draft comes after.
        let is_draft = |name: &ItemName| {
            let status = wanted.items[name].item.status;
            name.flow_type().is_none() && status == Status::Saved
        };
        let made = needs
            .iter()
            .filter(|(_, need)| need.make)
            .map(|(name, _)| name);
        let stubs = made.filter(|name| rings.contains_key(*name) || is_draft(name));
        Self {
            stubs: stubs.cloned().collect(),
            rings,
        }
    }

    /// Whether a flow or module is made as a stub, and gets its content later.
    pub(crate) fn stubs(&self, name: &ItemName) -> bool {
        self.stubs.contains(name)
    }

    /// Whether two lead to each other.
    pub(crate) fn join(&self, one: &ItemName, other: &ItemName) -> bool {
        let ring = self.rings.get(one);
        ring.is_some() && ring == self.rings.get(other)
    }
}
