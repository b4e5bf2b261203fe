//! Trying flows without AWS: a contact walks through them, and the walk is written down.
//!
//! It exists so that a change of a flow can be judged before any customer meets it: by hand (one
//! [`walk()`]), by test cases ([`run`]), and by the contacts of last week ([`replay()`]). What the
//! world answers (hours, queues, functions, bots) is given beforehand in a [`Contact`]. It never
//! guesses silently: where nothing decides, the plain way on is taken and the step says `assumed`.

mod act;
mod case;
mod contact;
mod coverage;
mod data;
mod engine;
mod flow_set;
mod junit;
mod lines;
mod logged;
mod memory;
mod outcome;
mod passages;
mod path;
pub mod recording;
mod render;
mod replay;
mod routing;
mod run;
mod state;
mod talk;
mod trail;
mod visit;

pub use self::{
    case::{Case, CaseFile, Expectation, FlowSelector},
    contact::{
        Channel, Contact, Failure, HoursState, LambdaAnswer, LexAnswer, LexMatch, LexMiss,
        QueueState,
    },
    coverage::{Coverage, UntakenBranch, coverage, coverages},
    flow_set::FlowSet,
    junit::junit,
    logged::{Logged, LoggedBlock, LoggedBranch, LoggedFlow, LoggedVisit, logged},
    passages::{FlowVisits, Passage, Passages, passages},
    replay::{BranchCount, Difference, NotComparable, Replay, replay},
    run::{CaseResult, Departure, render_results, run},
    trail::{End, EndKind, Step, Taken, UnknownPath, Walk},
};

use crate::bundle::ItemName;

/// How far a walk goes before it is called endless.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limits {
    /// Most steps of one walk, over all of its flows.
    pub steps: usize,
    /// Most modules that are open at once. The service allows five.
    pub nesting: usize,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            steps: 1_000,
            nesting: 5,
        }
    }
}

/// Walks a contact through a flow and those that it goes on to, as far as the set has them.
///
/// Always ends: at the latest when [`Limits::steps`] is reached.
pub fn walk(set: &FlowSet, start: &ItemName, contact: &Contact, limits: &Limits) -> Walk {
    engine::walk(set, start, contact, limits, &mut engine::Undriven)
}
