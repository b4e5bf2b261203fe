//! The way of one contact as its flows logged it, joined to the blocks that the flows have now.
//!
//! A log names blocks by identifiers, and flows change. So what a line names may not be there any
//! more, which is said and never guessed. Which branch a block took stands in no log either: it is
//! found from the block that came next, and left open where that does not tell.

use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::{
    action::{Action, BranchPlace},
    block::Position,
    bundle::ItemName,
    document::Document,
    draw,
    graph::Edge,
    walk::{
        flow_set::FlowSet,
        lines::{self, Lines},
        outcome,
        recording::Recorded,
    },
};

/// The way of a contact.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Logged {
    /// The contact's id.
    pub contact_id: String,
    /// The blocks in the order in which it met them.
    pub visits: Vec<LoggedVisit>,
    /// The flows and modules in the order in which it met them, each once.
    pub flows: Vec<LoggedFlow>,
    /// Lines beyond those that are kept of one contact.
    pub dropped: usize,
}

/// A flow or module that the contact met.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct LoggedFlow {
    /// Its name; as the log has it if there is no such flow now.
    pub name: String,
    /// The type of the flow, or `MODULE`; empty if there is no such flow now.
    #[serde(rename = "type")]
    pub flow_type: String,
    /// How many blocks the contact met in it.
    pub visits: usize,
    /// How many of them it does not have any more.
    pub unknown: usize,
}

/// A block that the contact met.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct LoggedVisit {
    /// When, in ISO 8601.
    pub time: String,
    /// The name of the flow or module; as the log has it if there is no such flow now.
    pub flow: String,
    /// The type of the flow, or `MODULE`; empty if there is no such flow now.
    pub flow_type: String,
    /// The action's identifier; empty if the line does not say it.
    pub identifier: String,
    /// The block's type as the log spells it, such as `GetUserInput`.
    pub module_type: String,
    /// The block as the flow has it now; none if it is not there any more.
    pub block: Option<LoggedBlock>,
    /// What it was set to. A block that sets several attributes has one entry for each.
    pub parameters: Vec<Value>,
    /// What came out: digits, an intent, or what a function answered. Null if the log does not say.
    pub results: Value,
    /// The way on, as far as the block that came next tells it.
    pub branch: Option<LoggedBranch>,
    /// What went wrong, if something did.
    pub error: Option<String>,
}

/// A block as the flow has it now.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct LoggedBlock {
    /// What people call it.
    pub label: String,
    /// The action type.
    #[serde(rename = "type")]
    pub action_type: String,
    /// Where the designer puts it.
    pub position: Option<Position>,
}

/// The way on from a block.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct LoggedBranch {
    /// `next`, the condition's operand, or the error type.
    pub name: String,
    /// Where it stands: a JSON pointer below `Transitions`.
    pub pointer: String,
}

/// The lines of one visit, and the flow in which they stand.
struct Visit<'a> {
    lines: Lines<'a>,
    place: Option<(&'a ItemName, &'a Document)>,
    action: Option<Action<'a>>,
}

/// Joins what a contact logged to the flows that there are.
pub fn logged(contact: &Recorded, flows: &FlowSet) -> Logged {
    let visits = lines::visits(&contact.blocks, flows).into_iter();
    let visits: Vec<_> = visits.map(|lines| Visit::of(lines, flows)).collect();
    let mut logged = Logged {
        contact_id: contact.contact_id.clone(),
        dropped: contact.dropped,
        ..Logged::default()
    };
    for (at, visit) in visits.iter().enumerate() {
        let visit = visit.told(&visits[at + 1..]);
        logged.count(&visit);
        logged.visits.push(visit);
    }
    logged
}

// === impl Logged ===

impl Logged {
    /// How many visits were of blocks that are not there any more.
    pub fn unknown(&self) -> usize {
        self.flows.iter().map(|flow| flow.unknown).sum()
    }

    /// The way of the contact through one flow or module, as a picture.
    pub fn picture(&self, name: &ItemName, document: &Document) -> String {
        let is_here = |visit: &&LoggedVisit| {
            visit.flow == name.name
                && visit.flow_type == name.role.as_str()
                && visit.block.is_some()
        };
        let here: Vec<&LoggedVisit> = self.visits.iter().filter(is_here).collect();
        let path: Vec<String> = here.iter().map(|it| it.identifier.clone()).collect();
        let findings: Vec<draw::Finding> = here.iter().filter_map(|it| it.finding()).collect();
        let taken = here.iter().filter_map(|it| {
            let branch = it.branch.as_ref()?;
            Some((it.identifier.as_str(), branch.pointer.as_str()))
        });
        let counts = draw::Count::tally(taken);
        let options = draw::Options {
            findings: &findings,
            path: &path,
            counts: &counts,
            difference: None,
        };
        draw::svg(document, &options)
    }

    fn count(&mut self, visit: &LoggedVisit) {
        let is_it =
            |flow: &LoggedFlow| flow.name == visit.flow && flow.flow_type == visit.flow_type;
        let at = self.flows.iter().position(is_it).unwrap_or_else(|| {
            self.flows.push(LoggedFlow {
                name: visit.flow.clone(),
                flow_type: visit.flow_type.clone(),
                ..LoggedFlow::default()
            });
            self.flows.len() - 1
        });
        self.flows[at].visits += 1;
        self.flows[at].unknown += usize::from(visit.block.is_none());
    }
}

// === impl LoggedVisit ===

impl LoggedVisit {
    fn finding(&self) -> Option<draw::Finding> {
        Some(draw::Finding {
            action: self.identifier.clone(),
            severity: draw::Severity::Error,
            text: self.error.clone()?,
        })
    }
}

// === impl Visit ===

impl<'a> Visit<'a> {
    fn of(lines: Lines<'a>, flows: &'a FlowSet) -> Self {
        let line = lines.first();
        let place = lines::place(line, flows);
        let action = place.and_then(|(_, document)| lines::action(document, &line.identifier));
        Self {
            lines,
            place,
            action,
        }
    }

    fn told(&self, later: &[Visit<'_>]) -> LoggedVisit {
        let (first, results) = (self.lines.first(), self.lines.results());
        let edge = self.edge(later, results);
        let parameters = self.lines.parameters();
        LoggedVisit {
            time: first.timestamp.clone(),
            flow: self
                .place
                .map_or(&first.flow, |(name, _)| &name.name)
                .clone(),
            flow_type: self
                .place
                .map_or("", |(name, _)| name.role.as_str())
                .to_owned(),
            identifier: first.identifier.clone(),
            module_type: first.module_type.clone(),
            block: self.block(),
            parameters: parameters.filter(|it| !is_empty(it)).cloned().collect(),
            results: results.clone(),
            branch: edge.as_ref().map(|edge| LoggedBranch {
                name: outcome::name(edge).to_owned(),
                pointer: edge.branch.place.pointer(),
            }),
            error: error(results, edge.as_ref()),
        }
    }

    fn block(&self) -> Option<LoggedBlock> {
        let (_, document) = self.place?;
        let action = self.action?;
        Some(LoggedBlock {
            label: document.label(action).to_owned(),
            action_type: action.action_type().to_owned(),
            position: document.position(action),
        })
    }

    /// The branch that leads to the next block that the contact met in the same flow. Where several
    /// do, the one that the result names, else the plain way on.
    fn edge(&self, later: &[Visit<'_>], results: &Value) -> Option<Edge<'a>> {
        let (name, _) = self.place?;
        let action = self.action?;
        let is_here = |visit: &&Visit<'_>| visit.place.is_some_and(|(other, _)| other == name);
        let next = &later.iter().find(is_here)?.lines.first().identifier;
        let edge = |branch| Edge {
            from: action.index,
            to: None,
            branch,
        };
        let leading = action.branches().filter(|branch| branch.next == *next);
        let edges: Vec<Edge<'a>> = leading.map(edge).collect();
        let named = results.as_str();
        let named = named.and_then(|result| outcome::named(&edges, result));
        let only = || edges.first().filter(|_| edges.len() == 1);
        named
            .or_else(only)
            .or_else(|| outcome::next(&edges))
            .copied()
    }
}

/// What went wrong. An error branch says so, but that no condition fits is an outcome like others.
/// Else a result does that speaks of an error, as those of blocks that fail do (observed, not
/// documented).
fn error(results: &Value, edge: Option<&Edge<'_>>) -> Option<String> {
    let spoken = results.as_str();
    let spoken = spoken.filter(|text| text.contains("Error") || text.contains("Exception"));
    if let Some(text) = spoken {
        return Some(text.to_owned());
    }
    let edge = edge?;
    let is_error = matches!(edge.branch.place, BranchPlace::Error(_));
    let name = outcome::name(edge);
    (is_error && name != "NoMatchingCondition").then(|| name.to_owned())
}

fn is_empty(value: &Value) -> bool {
    match value {
        Value::Null => true,
        Value::Object(members) => members.is_empty(),
        _ => false,
    }
}
