//! What has happened to a contact when it comes to an action, on all ways or on some way.
//!
//! One forward analysis for all rules that say "on some path". Each fact is a bit; the work is bounded
//! by the number of branches times the number of facts.

use serde_json::Value;

use crate::{
    action::{Action, BranchPlace},
    flow_type::{FlowType, Role},
    graph::{Edge, Graph},
    lint::scope::parameter,
};

/// What is known when a contact comes to an action.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Known {
    /// What has happened on every way here.
    done: u8,
    /// What holds on some way here.
    maybe: u8,
}

/// Something that happens on every way to an action, or not.
#[derive(Clone, Copy)]
#[repr(u8)]
pub(crate) enum Done {
    /// A working queue was set.
    Queue = 1,
    /// Hours of operation were looked at.
    Hours = 1 << 1,
    /// The state of a queue was looked at: staffing, waiting contacts, age.
    Staffing = 1 << 2,
    /// A function was called, so that `$.External` may have values.
    Lambda = 1 << 3,
    /// A number for a call back was set.
    Callback = 1 << 4,
}

/// Something that holds on some way to an action.
#[derive(Clone, Copy)]
#[repr(u8)]
pub(crate) enum Maybe {
    /// Flow logs are written.
    Logged = 1,
    /// Nothing was said to the contact yet.
    Untold = 1 << 1,
    /// Recording or analytics is on, and nothing was said to the contact.
    RecordedUntold = 1 << 2,
}

/// What is known at each action.
pub(crate) struct Paths {
    known: Vec<Option<Known>>,
}

impl Known {
    pub(crate) fn is(self, done: Done) -> bool {
        self.done & done as u8 != 0
    }

    pub(crate) fn may(self, maybe: Maybe) -> bool {
        self.maybe & maybe as u8 != 0
    }

    fn set(&mut self, done: Done) {
        self.done |= done as u8;
    }

    fn hold(&mut self, maybe: Maybe, holds: bool) {
        self.maybe = (self.maybe & !(maybe as u8)) | if holds { maybe as u8 } else { 0 };
    }
}

impl Paths {
    /// Follows every way from the start.
    pub(crate) fn of(graph: &Graph<'_>, role: Role, follows_another: bool) -> Self {
        let mut known = vec![None; graph.actions().len()];
        let mut open = Vec::new();
        if let Some(start) = graph.start() {
            known[start] = Some(at_start(role, follows_another));
            open.push(start);
        }
        while let Some(at) = open.pop() {
            let Some(before) = known[at] else { continue };
            for edge in graph.edges(at) {
                let Some(to) = edge.to else { continue };
                let after = after(graph.action(at), edge, before);
                let joined = known[to].map_or(after, |known: Known| Known {
                    done: known.done & after.done,
                    maybe: known.maybe | after.maybe,
                });
                if known[to] != Some(joined) {
                    known[to] = Some(joined);
                    open.push(to);
                }
            }
        }
        Self { known }
    }

    /// What is known at an action; nothing where no way leads.
    pub(crate) fn at(&self, index: usize) -> Option<Known> {
        self.known[index]
    }
}

/// An inbound flow begins with nothing. Others run after something that this document does not show;
/// they get the benefit of the doubt.
fn at_start(role: Role, follows_another: bool) -> Known {
    let nothing = Known {
        done: 0,
        maybe: Maybe::Untold as u8,
    };
    let anything = Known { done: !0, maybe: 0 };
    match role {
        Role::Flow(FlowType::ContactFlow) if !follows_another => nothing,
        Role::Module | Role::Flow(FlowType::ContactFlow) => anything,
        Role::Flow(_) => Known {
            done: !(Done::Lambda as u8 | Done::Callback as u8),
            maybe: 0,
        },
    }
}

fn after(action: Action<'_>, edge: &Edge<'_>, mut known: Known) -> Known {
    let failed = matches!(edge.branch.place, BranchPlace::Error(_));
    match action.action_type() {
        // What comes after a queue that could not be set is for the rule to report.
        "UpdateContactTargetQueue" if !failed => known.set(Done::Queue),
        "UpdateContactCallbackNumber" if !failed => known.set(Done::Callback),
        "CheckHoursOfOperation" => known.set(Done::Hours),
        "CheckMetricData" | "GetMetricData" => known.set(Done::Staffing),
        "InvokeLambdaFunction" => known.set(Done::Lambda),
        "UpdateFlowLoggingBehavior" => {
            let logging = parameter(action, "/FlowLoggingBehavior");
            known.hold(Maybe::Logged, logging == Some("Enabled"));
        }
        "InvokeFlowModule" => known = after_module(known),
        _ => {}
    }
    if tells(action) {
        known.hold(Maybe::Untold, false);
        known.hold(Maybe::RecordedUntold, false);
    }
    if let Some(on) = recording(action) {
        let untold = known.may(Maybe::Untold);
        known.hold(Maybe::RecordedUntold, on && untold);
    }
    known
}

/// A module may do anything that this document does not show.
fn after_module(mut known: Known) -> Known {
    known.done = !0;
    known.hold(Maybe::Untold, false);
    known.hold(Maybe::RecordedUntold, false);
    known
}

/// Whether the contact hears or reads something.
fn tells(action: Action<'_>) -> bool {
    matches!(
        action.action_type(),
        "MessageParticipant"
            | "MessageParticipantIteratively"
            | "GetParticipantInput"
            | "ConnectParticipantWithLexBot"
            | "ShowView"
    )
}

/// Whether an action switches recording or analytics on or off; nothing if it does neither.
pub(crate) fn recording(action: Action<'_>) -> Option<bool> {
    let named = matches!(
        action.action_type(),
        "UpdateContactRecordingBehavior" | "UpdateContactRecordingAndAnalyticsBehavior"
    );
    let listens = |name: &str, value: &Value| match name {
        "RecordedParticipants" => value.as_array().is_some_and(|list| !list.is_empty()),
        "Enabled" => value.as_str().is_some_and(|text| text == "True"),
        _ => false,
    };
    named.then(|| any(action.parameters(), &listens) || records_prompts(action))
}

/// Whether an action records while the flow itself talks, before any agent is there.
pub(crate) fn records_prompts(action: Action<'_>) -> bool {
    any(action.parameters(), &|name, value| {
        name == "IVRRecordingBehavior" && value.as_str() == Some("Enabled")
    })
}

/// Whether some member at any depth fits: the two action types nest the same members differently.
fn any(value: Option<&Value>, fits: &dyn Fn(&str, &Value) -> bool) -> bool {
    match value {
        Some(Value::Object(members)) => members
            .iter()
            .any(|(name, child)| fits(name, child) || any(Some(child), fits)),
        _ => false,
    }
}
