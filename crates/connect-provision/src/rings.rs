//! Things that name one another come up in one go: some get an aspect later.

use std::collections::{BTreeMap, BTreeSet};

use connect_resources::{Declared, ThingKey};
use petgraph::{algo::tarjan_scc, graph::DiGraph};

/// An aspect of a thing that is made: what it refers to, and whether it can come later.
struct Edge<'d> {
    thing: &'d ThingKey,
    aspect: &'static str,
    deferrable: bool,
    target: ThingKey,
}

/// Aspects to leave out of making, by thing, so that no ring is left.
pub(crate) type Deferrals = BTreeMap<ThingKey, BTreeSet<String>>;

/// Finds the aspects to defer. `Err` names things that refer to one another without a way out.
pub(crate) fn deferrals(made: &[&Declared]) -> Result<Deferrals, Vec<ThingKey>> {
    let mut deferred = start(made);
    let keys: BTreeSet<&ThingKey> = made.iter().map(|thing| &thing.key).collect();
    let edges: Vec<Edge<'_>> = made.iter().flat_map(|thing| edges(thing, &keys)).collect();
    loop {
        let is_deferred = |edge: &&Edge<'_>| {
            deferred
                .get(edge.thing)
                .is_some_and(|aspects: &BTreeSet<String>| aspects.contains(edge.aspect))
        };
        let live: Vec<_> = edges.iter().filter(|edge| !is_deferred(edge)).collect();
        let Some(ring) = ring(&live) else {
            return Ok(deferred);
        };
        let inside = |edge: &&&Edge<'_>| ring.contains(edge.thing) && ring.contains(&edge.target);
        let way_out = live.iter().filter(inside).find(|edge| edge.deferrable);
        let Some(edge) = way_out else {
            return Err(ring.into_iter().collect());
        };
        deferred
            .entry(edge.thing.clone())
            .or_default()
            .insert(edge.aspect.to_owned());
    }
}

/// Aspects that the making call cannot take anyway.
fn start(made: &[&Declared]) -> Deferrals {
    let of = |thing: &&Declared| {
        let after = thing.key.kind.kind().after_make(thing);
        (
            thing.key.clone(),
            after.into_iter().map(str::to_owned).collect(),
        )
    };
    made.iter().map(of).collect()
}

fn edges<'d>(thing: &'d Declared, keys: &BTreeSet<&ThingKey>) -> Vec<Edge<'d>> {
    let kind = thing.key.kind.kind();
    let mut edges = Vec::new();
    for (member, value) in thing.members.iter() {
        let aspect = kind.facts().aspect_of(member);
        for target in kind.references(member, value) {
            if keys.contains(&target) {
                edges.push(Edge {
                    thing: &thing.key,
                    aspect: aspect.map_or("", |aspect| aspect.name),
                    deferrable: aspect.is_some_and(|aspect| aspect.deferrable),
                    target,
                });
            }
        }
    }
    edges
}

/// The things of one ring, if there is one; a thing that names itself is one.
fn ring(edges: &[&Edge<'_>]) -> Option<BTreeSet<ThingKey>> {
    let mut graph = DiGraph::<&ThingKey, ()>::new();
    let mut nodes = BTreeMap::new();
    for edge in edges {
        for key in [edge.thing, &edge.target] {
            nodes.entry(key).or_insert_with(|| graph.add_node(key));
        }
        graph.add_edge(nodes[edge.thing], nodes[&edge.target], ());
    }
    tarjan_scc(&graph)
        .into_iter()
        .find(|part| part.len() > 1 || graph.contains_edge(part[0], part[0]))
        .map(|part| part.into_iter().map(|node| graph[node].clone()).collect())
}
