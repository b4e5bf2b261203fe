//! What a person may ask of a job, and what becomes of it. Pure: every store obeys these.

use std::collections::BTreeSet;

use reconcile::StepId;
use serde::{Deserialize, Serialize};

use super::State;

/// What is asked of a job.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Ask {
    /// Stop.
    Cancel,
    /// Start again.
    Retry,
    /// Decide about one step.
    Resolve {
        /// Which.
        step: StepId,
        /// How.
        resolution: Resolution,
    },
    /// Give the job up.
    Abandon,
}

/// What a person decides about a step.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Resolution {
    /// It was done: look for what it made.
    Adopt,
    /// It was not done: do it again.
    Retry,
    /// Leave it out.
    Skip,
}

/// What becomes of the job.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Move {
    /// Nothing.
    Stay,
    /// It goes to this state.
    To(State),
    /// The decision is noted; others are still wanted.
    Note,
    /// The decision is noted, and it was the last one: back to the queue.
    NoteAndQueue,
}

/// Why the job's state does not allow it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Forbidden {
    /// The state does not.
    ByState(State),
    /// No decision is wanted about that step.
    StepNotOpen,
}

/// What becomes of a job in `state`, whose steps `open` wait for a decision, when it is asked `ask`.
pub fn answer(state: State, open: &BTreeSet<StepId>, ask: &Ask) -> Result<Move, Forbidden> {
    match (ask, state) {
        (Ask::Cancel, State::Queued) => Ok(Move::To(State::Cancelled)),
        (Ask::Cancel, State::Running) => Ok(Move::To(State::Cancelling)),
        (Ask::Cancel, _) => Ok(Move::Stay),
        (Ask::Retry, State::Failed | State::Cancelled | State::NeedsAttention) => {
            Ok(Move::To(State::Queued))
        }
        (Ask::Abandon, State::NeedsAttention) => Ok(Move::To(State::Failed)),
        (Ask::Resolve { step, .. }, State::NeedsAttention) => resolve(open, step),
        (Ask::Retry | Ask::Abandon | Ask::Resolve { .. }, state) => Err(Forbidden::ByState(state)),
    }
}

fn resolve(open: &BTreeSet<StepId>, step: &StepId) -> Result<Move, Forbidden> {
    match (open.contains(step), open.len()) {
        (false, _) => Err(Forbidden::StepNotOpen),
        (true, 1) => Ok(Move::NoteAndQueue),
        (true, _) => Ok(Move::Note),
    }
}

// === impl Ask ===

impl Ask {
    /// The word for it in events and messages.
    pub fn word(&self) -> &'static str {
        match self {
            Self::Cancel => "cancel",
            Self::Retry => "retry",
            Self::Resolve { resolution, .. } => resolution.word(),
            Self::Abandon => "abandon",
        }
    }

    /// The step that is meant.
    pub fn step(&self) -> Option<&StepId> {
        match self {
            Self::Resolve { step, .. } => Some(step),
            Self::Cancel | Self::Retry | Self::Abandon => None,
        }
    }
}

// === impl Resolution ===

impl Resolution {
    /// Every decision.
    pub const ALL: [Self; 3] = [Self::Adopt, Self::Retry, Self::Skip];

    /// The word for it in the store and in events.
    pub fn word(self) -> &'static str {
        match self {
            Self::Adopt => "adopt",
            Self::Retry => "retry",
            Self::Skip => "skip",
        }
    }

    /// The decision that a word means.
    pub fn of_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|made| made.word() == word)
    }
}
