//! Lines of a flow log: which of them are of one visit, and of which block of the flows.

use serde_json::Value;

use crate::{
    action::Action,
    bundle::ItemName,
    document::Document,
    flow_type::Role,
    walk::{flow_set::FlowSet, recording::RecordedBlock},
};

/// The lines of one visit of a block, one at least. The last of them alone may have results.
#[derive(Clone, Copy)]
pub(super) struct Lines<'r>(&'r [RecordedBlock]);

/// The visits of a contact. A block may log its parameters first and its results in a line of its own,
/// and one line for each attribute that it sets: those lines belong to one visit.
pub(super) fn visits<'r>(blocks: &'r [RecordedBlock], flows: &FlowSet) -> Vec<Lines<'r>> {
    let is_one = |before: &RecordedBlock, line: &RecordedBlock| {
        is_same(before, line) && before.results.is_null() && !is_again(before, line, flows)
    };
    blocks.chunk_by(is_one).map(Lines).collect()
}

/// The flow or module of a line: by its id, else by its name. What the log says of the blocks of a
/// module is not documented; where neither flow nor module of that id or name has the block, the only
/// module that has it counts.
pub(super) fn place<'a>(
    line: &RecordedBlock,
    flows: &'a FlowSet,
) -> Option<(&'a ItemName, &'a Document)> {
    let by_word = |word: &str| [flows.find_flow(word), flows.find_module(word)];
    let named = [by_word(&line.flow_id), by_word(&line.flow)];
    let named: Vec<_> = named
        .into_iter()
        .flatten()
        .flatten()
        .filter_map(|name| flows.entry(name))
        .collect();
    let has_it =
        |(_, document): &&(&ItemName, &Document)| action(document, &line.identifier).is_some();
    let modules = || {
        let mut having = flows
            .names()
            .filter(|name| name.role == Role::Module)
            .filter_map(|name| flows.entry(name))
            .filter(|entry| has_it(&entry));
        having.next().filter(|_| having.next().is_none())
    };
    let found = named.iter().find(has_it).copied();
    found.or_else(modules).or_else(|| named.first().copied())
}

pub(super) fn action<'a>(document: &'a Document, identifier: &str) -> Option<Action<'a>> {
    let mut actions = document.actions();
    actions.find(|action| !identifier.is_empty() && action.identifier() == identifier)
}

// === impl Lines ===

impl<'r> Lines<'r> {
    pub(super) fn first(self) -> &'r RecordedBlock {
        &self.0[0]
    }

    pub(super) fn results(self) -> &'r Value {
        &self.0[self.0.len() - 1].results
    }

    pub(super) fn parameters(self) -> impl Iterator<Item = &'r Value> {
        self.0.iter().map(|line| &line.parameters)
    }
}

fn is_same(before: &RecordedBlock, line: &RecordedBlock) -> bool {
    !line.identifier.is_empty()
        && before.identifier == line.identifier
        && before.module_type == line.module_type
        && (&before.flow, &before.flow_id) == (&line.flow, &line.flow_id)
}

/// Whether a contact met a block anew, with no other block between. Then the block leads to itself.
/// What it logs in one visit has one time, but for results, which come when the contact has answered.
fn is_again(before: &RecordedBlock, line: &RecordedBlock, flows: &FlowSet) -> bool {
    let leads_to_itself = || {
        let (_, document) = place(line, flows)?;
        let mut branches = action(document, &line.identifier)?.branches();
        Some(branches.any(|branch| branch.next == line.identifier))
    };
    line.results.is_null()
        && before.timestamp != line.timestamp
        && leads_to_itself().unwrap_or_default()
}
