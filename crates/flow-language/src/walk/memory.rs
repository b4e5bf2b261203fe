//! What a recorded contact remembers of each block, for the walk to be driven by.

use std::collections::{HashMap, VecDeque};

use serde_json::Value;

use crate::{
    action::Action,
    bundle::ItemName,
    document::Document,
    flow_type::Role,
    graph::Edge,
    walk::{
        engine::{Driver, Recalled},
        flow_set::FlowSet,
        lines::Lines,
        outcome,
        recording::RecordedBlock,
        visit::Visit,
    },
};

/// The counterpart of an action in the old version, by flow and identifier.
pub(super) type Counterparts = HashMap<(ItemName, String), Option<String>>;

/// Drives a walk by what a contact remembers.
pub(super) struct Memory<'m> {
    old: &'m FlowSet,
    /// The visits by identifier, in order, each with the identifier of the next one.
    visits: HashMap<&'m str, VecDeque<(Lines<'m>, Option<&'m str>)>>,
    counterparts: &'m mut Counterparts,
}

impl<'m> Memory<'m> {
    pub(super) fn new(
        recorded: &[Lines<'m>],
        old: &'m FlowSet,
        counterparts: &'m mut Counterparts,
    ) -> Self {
        let mut visits: HashMap<&str, VecDeque<_>> = HashMap::new();
        for (index, visit) in recorded.iter().enumerate() {
            let next = recorded.get(index + 1);
            let next = next.map(|next| next.first().identifier.as_str());
            let identifier = visit.first().identifier.as_str();
            visits
                .entry(identifier)
                .or_default()
                .push_back((*visit, next));
        }
        Self {
            old,
            visits,
            counterparts,
        }
    }

    /// The identifier in the old version: the same; else that of the first block of the same type
    /// and parameters which the new version no longer has under its own identifier.
    fn counterpart(&mut self, flow: &ItemName, visit: Visit<'_>) -> Option<String> {
        let identifier = visit.action.identifier();
        if self.visits.contains_key(identifier) {
            return Some(identifier.to_owned());
        }
        let key = (flow.clone(), identifier.to_owned());
        let old = self.old.get(flow);
        let found = self
            .counterparts
            .entry(key)
            .or_insert_with(|| twin(old?, visit));
        found.clone()
    }
}

impl Driver for Memory<'_> {
    fn recall(&mut self, flow: &ItemName, visit: Visit<'_>) -> Option<Recalled> {
        let identifier = self.counterpart(flow, visit)?;
        let old = self.old;
        let visits = self.visits.get_mut(identifier.as_str())?;
        let here = visits
            .iter()
            .position(|(visited, _)| is_in(flow, visited.first(), old))?;
        let (visited, next) = visits.remove(here)?;
        let old = old.get(flow)?;
        let action = old
            .actions()
            .find(|action| action.identifier() == identifier)?;
        let trusted = unchanged(action, visit.action);
        let result = visited.results().as_str().map(str::to_owned);
        let branch = next.and_then(|next| branch(action, next, result.as_deref()));
        Some(Recalled {
            external: visited.results().as_object().cloned(),
            branch: branch.filter(|_| trusted),
            result,
        })
    }
}

/// Friendly identifiers repeat from flow to flow, so the flow has to fit. What the log says about
/// the blocks of a module is not documented, so they only have to come in order.
fn is_in(flow: &ItemName, block: &RecordedBlock, old: &FlowSet) -> bool {
    let logged = old
        .find_flow(&block.flow)
        .or_else(|| old.find_flow(&block.flow_id));
    flow.role == Role::Module || logged == Some(flow)
}

fn twin(old: &Document, visit: Visit<'_>) -> Option<String> {
    let identifier = visit.action.identifier();
    if old
        .actions()
        .any(|action| action.identifier() == identifier)
    {
        return None;
    }
    let kept = |identifier: &str| {
        let mut actions = visit.document.actions();
        actions.any(|action| action.identifier() == identifier)
    };
    let same = |action: &Action<'_>| {
        action.action_type() == visit.action.action_type()
            && action.parameters() == visit.action.parameters()
            && !kept(action.identifier())
    };
    let action = old.actions().find(same)?;
    Some(action.identifier().to_owned())
}

/// Whether an action decides as it did: same type, parameters and conditions. Where its branches
/// lead does not matter.
fn unchanged(old: Action<'_>, new: Action<'_>) -> bool {
    old.action_type() == new.action_type()
        && old.parameters() == new.parameters()
        && conditions(old).eq(conditions(new))
}

fn conditions(action: Action<'_>) -> impl Iterator<Item = Option<&Value>> {
    let list = action
        .transitions()
        .and_then(|transitions| transitions.get("Conditions")?.as_array());
    list.into_iter()
        .flatten()
        .map(|condition| condition.get("Condition"))
}

/// The branch that leads to the block which came next. Where several do, the one that the result
/// names counts, then the plain way on.
fn branch(action: Action<'_>, next: &str, result: Option<&str>) -> Option<String> {
    let edge = |branch| Edge {
        from: action.index,
        to: None,
        branch,
    };
    let edges: Vec<Edge<'_>> = action
        .branches()
        .filter(|branch| branch.next == next)
        .map(edge)
        .collect();
    let by_result = result.and_then(|result| outcome::named(&edges, result));
    let edge = by_result
        .or_else(|| outcome::next(&edges))
        .or_else(|| edges.first())?;
    Some(outcome::name(edge).to_owned())
}
