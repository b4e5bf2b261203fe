//! What was meant, and what came of it: the durable side of a run.

use std::{
    collections::{BTreeMap, BTreeSet},
    sync::{Mutex, PoisonError},
};

use async_trait::async_trait;
use serde::{Deserialize, Serialize};
use serde_json::Value;
use uuid::Uuid;

use crate::{Setback, StepId, Token, Verdict};

/// A step that is about to be made so.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Intent {
    /// Grows when a definite failure asks for other input.
    pub generation: u32,
    /// Sent with the call where the other side takes one.
    pub token: Token,
    /// What was drawn before the first effect (a candidate, a random name).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub drawn: Option<Value>,
    /// What is known of its outcome.
    pub standing: Standing,
}

/// What is known of an intent's outcome.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Standing {
    /// Nothing: it may or may not have had its effect.
    Open,
    /// It was done. Reads may not show it yet.
    Done,
    /// It certainly had no effect.
    Refused,
}

/// What came of a step.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Outcome {
    /// Made so, with what later steps may need to know.
    Done(Value),
    /// Given up.
    Failed(Setback),
}

/// Something worth telling while a run goes on. May be lost in a crash.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Note {
    /// The run begins.
    Planned {
        /// How many steps it has.
        steps: usize,
    },
    /// Steps about things of these kinds, and no others, have not ended. Told when the run begins,
    /// and again whenever a kind falls out.
    Open {
        /// The kinds.
        kinds: BTreeSet<String>,
    },
    /// A step is repeated after trouble.
    Repeating {
        /// The step.
        step: StepId,
        /// The number of the try that failed, from 1.
        attempt: u32,
        /// Why it failed.
        setback: Setback,
        /// How long the runner waits before the next try, in milliseconds.
        wait_ms: u64,
    },
    /// A step waits for something slow on the other side.
    Waiting {
        /// The step.
        step: StepId,
        /// For what, in words.
        what: String,
    },
}

/// The journal could not be read or written; the run stops where it is.
#[derive(Debug, thiserror::Error)]
pub enum JournalError {
    /// The store behind it failed.
    #[error("the journal is not available")]
    Unavailable(#[source] Box<dyn std::error::Error + Send + Sync>),
    /// Somebody else has taken the work over.
    #[error("the work has been taken over by another worker")]
    Lost,
}

/// The durable side of a run.
///
/// Contract: `intend` and `conclude` are durable before they return, and take effect whole or not
/// at all. `recall` tells the newest intent of every step, with the standing that the conclusion
/// after it gave ([`Outcome::standing`]), else [`Standing::Open`]. Repeating a call with the same arguments changes nothing. `note` is
/// best effort and never fails.
#[async_trait]
pub trait Journal: Send + Sync {
    /// The newest intent of every step that has one.
    async fn recall(&self) -> Result<BTreeMap<StepId, Intent>, JournalError>;

    /// Records that `step` is about to be made so.
    async fn intend(&self, step: &StepId, intent: &Intent) -> Result<(), JournalError>;

    /// Records what came of it.
    async fn conclude(&self, step: &StepId, outcome: &Outcome) -> Result<(), JournalError>;

    /// Tells those who watch.
    async fn note(&self, note: &Note);

    /// Steps that a person decided to leave out, and with them all that need them.
    async fn left_out(&self) -> Result<BTreeSet<StepId>, JournalError> {
        Ok(BTreeSet::new())
    }
}

/// A journal for tests and for programs that need none across restarts.
#[derive(Debug, Default)]
pub struct MemoryJournal {
    intents: Mutex<BTreeMap<StepId, Intent>>,
}

// === impl Intent ===

impl Intent {
    /// The first intent of `step` in the work that `key` names.
    pub fn first(key: Uuid, step: &StepId) -> Self {
        Self::of_generation(key, step, 0)
    }

    /// The one after a definite failure: another token, nothing drawn.
    #[must_use]
    pub fn next(&self, key: Uuid, step: &StepId) -> Self {
        Self::of_generation(key, step, self.generation + 1)
    }

    fn of_generation(key: Uuid, step: &StepId, generation: u32) -> Self {
        Self {
            generation,
            token: Token::derive(key, step, generation),
            drawn: None,
            standing: Standing::Open,
        }
    }
}

// === impl Outcome ===

impl Outcome {
    /// What it tells of the intent before it.
    pub fn standing(&self) -> Standing {
        match self {
            Self::Done(_) => Standing::Done,
            Self::Failed(setback) if setback.verdict == Verdict::Unknown => Standing::Open,
            Self::Failed(_) => Standing::Refused,
        }
    }
}

// === impl MemoryJournal ===

#[async_trait]
impl Journal for MemoryJournal {
    async fn recall(&self) -> Result<BTreeMap<StepId, Intent>, JournalError> {
        Ok(self
            .intents
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .clone())
    }

    async fn intend(&self, step: &StepId, intent: &Intent) -> Result<(), JournalError> {
        let mut intents = self.intents.lock().unwrap_or_else(PoisonError::into_inner);
        intents.insert(step.clone(), intent.clone());
        Ok(())
    }

    async fn conclude(&self, step: &StepId, outcome: &Outcome) -> Result<(), JournalError> {
        let mut intents = self.intents.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(intent) = intents.get_mut(step) {
            intent.standing = outcome.standing();
        }
        Ok(())
    }

    async fn note(&self, _: &Note) {}
}
