//! From flow to flow: what rows of `contact_flow_events` can tell about a change of flows.
//!
//! The rows say which flows a contact went through, and nothing of blocks, input or answers. So this
//! judges the ways from one flow to another, and counts who met a flow that has changed. How a contact
//! would branch within a flow takes its log, and [`replay()`](crate::walk::replay()).

use std::{
    collections::{BTreeMap, BTreeSet},
    fmt,
};

use serde::Serialize;

use crate::{
    bundle::ItemName,
    document::Document,
    reference::{kind::RefKind, value::RefValue},
    walk::{NotComparable, flow_set::FlowSet, recording::Recorded, visit},
};

/// Most contacts that are named as examples.
const EXAMPLES_MAX: usize = 5;

/// What a change of flows would have meant for the ways of contacts from flow to flow.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Passages {
    /// Contacts with at least one flow that both versions have.
    pub contacts: usize,
    /// Of these, those that met only flows that are the same in both versions.
    pub untouched: usize,
    /// Contacts that met a flow that has changed, by flow; how they branch there is not known.
    pub changed: Vec<FlowVisits>,
    /// Ways from flow to flow that the old version has and the new one has not.
    pub lost: Vec<Passage>,
    /// Ways from flow to flow that the contacts took, and that both versions have.
    pub kept: Vec<Passage>,
    /// Ways that no block of the old version names: defaults of the instance, or what a contact brought.
    pub elsewhere: Vec<Passage>,
    /// Contacts of which a flow is not known, by reason.
    pub not_comparable: Vec<NotComparable>,
}

/// How many contacts met a flow.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct FlowVisits {
    /// The flow.
    pub flow: ItemName,
    /// How many contacts.
    pub contacts: usize,
}

/// A way from one flow to another.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Passage {
    /// Where the contacts came from.
    pub from: ItemName,
    /// Where they went.
    pub to: ItemName,
    /// How many contacts.
    pub contacts: usize,
    /// Ids of some of them.
    pub examples: Vec<String>,
}

/// Which flows lead to which, as far as their blocks say it.
struct Ways<'s> {
    set: &'s FlowSet,
    known: BTreeMap<ItemName, BTreeSet<ItemName>>,
}

/// What is counted of contacts.
struct Tally<'s, 'r> {
    old: &'s FlowSet,
    new: &'s FlowSet,
    same: BTreeMap<&'s ItemName, bool>,
    contacts: usize,
    untouched: usize,
    changed: BTreeMap<&'s ItemName, usize>,
    ways: BTreeMap<(&'s ItemName, &'s ItemName), BTreeSet<&'r str>>,
    reasons: BTreeMap<String, usize>,
}

/// Judges the ways of contacts from flow to flow. Flows are known by name, or by the ids that the old
/// set was told.
pub fn passages(recorded: &[Recorded], old: &FlowSet, new: &FlowSet) -> Passages {
    let mut tally = Tally::of(old, new);
    for contact in recorded {
        tally.add(contact);
    }
    tally.report()
}

// === impl Tally ===

impl<'s, 'r> Tally<'s, 'r> {
    fn of(old: &'s FlowSet, new: &'s FlowSet) -> Self {
        Self {
            old,
            new,
            same: BTreeMap::new(),
            contacts: 0,
            untouched: 0,
            changed: BTreeMap::new(),
            ways: BTreeMap::new(),
            reasons: BTreeMap::new(),
        }
    }

    fn add(&mut self, contact: &'r Recorded) {
        let mut flows = Vec::with_capacity(contact.flows.len());
        let mut unknown_flows = BTreeSet::new();
        for flow in &contact.flows {
            let found = self.old.find_flow(flow);
            if found.is_none() {
                unknown_flows.insert(flow);
            }
            flows.push(found);
        }
        for flow in unknown_flows {
            *self.reasons.entry(unknown(flow)).or_default() += 1;
        }
        let met: BTreeSet<&ItemName> = flows.iter().copied().flatten().collect();
        let met_flows = met.iter().copied();
        let touched: Vec<_> = met_flows.filter(|flow| !self.is_same(flow)).collect();
        self.contacts += usize::from(!met.is_empty());
        self.untouched += usize::from(!met.is_empty() && touched.is_empty());
        for flow in touched {
            *self.changed.entry(flow).or_default() += 1;
        }
        for pair in flows.windows(2) {
            if let [Some(from), Some(to)] = *pair {
                let ways = self.ways.entry((from, to)).or_default();
                ways.insert(&contact.contact_id);
            }
        }
    }

    fn is_same(&mut self, flow: &'s ItemName) -> bool {
        let (old, new) = (self.old, self.new);
        let same = || old.get(flow) == new.get(flow);
        *self.same.entry(flow).or_insert_with(same)
    }

    fn report(self) -> Passages {
        let (mut before, mut after) = (Ways::of(self.old), Ways::of(self.new));
        let changed = self.changed.into_iter().map(|(flow, contacts)| FlowVisits {
            flow: flow.clone(),
            contacts,
        });
        let reasons = self.reasons.into_iter();
        let mut told = Passages {
            contacts: self.contacts,
            untouched: self.untouched,
            changed: changed.collect(),
            not_comparable: reasons
                .map(|(reason, contacts)| NotComparable { reason, contacts })
                .collect(),
            ..Passages::default()
        };
        for ((from, to), contacts) in self.ways {
            let passage = passage(from, to, &contacts);
            match (before.lead(from, to), after.lead(from, to)) {
                (true, false) => told.lost.push(passage),
                (true, true) => told.kept.push(passage),
                (false, _) => told.elsewhere.push(passage),
            }
        }
        told
    }
}

fn unknown(flow: &str) -> String {
    format!("flow {flow} is not in the old set by name, and no id says which one it is")
}

fn passage(from: &ItemName, to: &ItemName, contacts: &BTreeSet<&str>) -> Passage {
    let examples = contacts.iter().take(EXAMPLES_MAX);
    Passage {
        from: from.clone(),
        to: to.clone(),
        contacts: contacts.len(),
        examples: examples.map(|id| (*id).to_owned()).collect(),
    }
}

// === impl Ways ===

impl<'s> Ways<'s> {
    fn of(set: &'s FlowSet) -> Self {
        Self {
            set,
            known: BTreeMap::new(),
        }
    }

    /// Whether a block of a flow, or of a module that it invokes, names another flow.
    fn lead(&mut self, from: &ItemName, to: &ItemName) -> bool {
        if !self.known.contains_key(from) {
            let found = self.behind(from);
            self.known.insert(from.clone(), found);
        }
        self.known[from].contains(to)
    }

    fn behind(&self, from: &ItemName) -> BTreeSet<ItemName> {
        let (mut found, mut seen, mut open) = (BTreeSet::new(), BTreeSet::new(), vec![from]);
        while let Some(name) = open.pop() {
            if !seen.insert(name) {
                continue;
            }
            for (kind, text) in self.set.get(name).into_iter().flat_map(named) {
                match kind {
                    RefKind::Module => open.extend(self.set.find_module(&text)),
                    _ => found.extend(self.set.find_flow(&text).cloned()),
                }
            }
        }
        found
    }
}

/// The flows and modules that a document names, each by what the set finds it by.
fn named(document: &Document) -> Vec<(RefKind, String)> {
    let flows = document
        .references()
        .into_iter()
        .filter(|reference| matches!(reference.kind, RefKind::Flow | RefKind::Module));
    let text = |value: RefValue, kind| match value {
        RefValue::Named(name) if kind == RefKind::Module => Some(name.name().to_owned()),
        RefValue::Named(name) => Some(name.without_qualifier().to_string()),
        RefValue::Static(id) => Some(visit::id_of(&id).unwrap_or(&id).to_owned()),
        _ => None,
    };
    flows
        .filter_map(|reference| Some((reference.kind, text(reference.value, reference.kind)?)))
        .collect()
}

impl fmt::Display for Passages {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self {
            contacts,
            untouched,
            ..
        } = self;
        writeln!(
            f,
            "{contacts} contacts: {untouched} met only flows that are as they were"
        )?;
        for FlowVisits { flow, contacts } in &self.changed {
            writeln!(f, "{contacts:>6}  met {}, which has changed", flow.name)?;
        }
        for lost in &self.lost {
            writeln!(
                f,
                "{:>6}  went from {} to {}, where no block leads now (such as {})",
                lost.contacts,
                lost.from.name,
                lost.to.name,
                lost.examples.join(", ")
            )?;
        }
        for passage in &self.elsewhere {
            writeln!(
                f,
                "{:>6}  went from {} to {} by what no block names",
                passage.contacts, passage.from.name, passage.to.name
            )?;
        }
        for other in &self.not_comparable {
            writeln!(f, "{:>6}  not comparable: {}", other.contacts, other.reason)?;
        }
        writeln!(
            f,
            "Such rows say which flows a contact met, and nothing of blocks, input or answers: how it would \
             branch within a flow takes the flow's log."
        )
    }
}
