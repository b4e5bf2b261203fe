//! What happens to a job, told in numbers from 1 without gaps.

use std::time::SystemTime;

use reconcile::{Setback, StepId};
use serde::{Deserialize, Serialize};

use super::{Blocker, State};

/// Something that happened to a job.
#[derive(Clone, Debug, PartialEq)]
pub struct Event {
    /// Counts from 1, for each job.
    pub number: i64,
    /// When.
    pub at: SystemTime,
    /// What.
    pub what: Happening,
}

/// What happened.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(tag = "event", rename_all = "snake_case")]
pub enum Happening {
    /// The state changed.
    State {
        /// The new one.
        state: State,
        /// Why, where the state alone does not say it.
        #[serde(default, skip_serializing_if = "String::is_empty")]
        message: String,
    },
    /// The job has planned.
    Planned {
        /// How many steps.
        steps: u32,
    },
    /// A step is about to be made so.
    Started {
        /// Which.
        step: StepId,
        /// Grows after a definite failure.
        generation: u32,
    },
    /// A step was made so.
    Done {
        /// Which.
        step: StepId,
    },
    /// A step was given up or needs a person.
    Failed {
        /// Which.
        step: StepId,
        /// Why.
        setback: Setback,
    },
    /// A step is tried again.
    Repeating {
        /// Which.
        step: StepId,
        /// The try that failed.
        attempt: u32,
        /// Why.
        setback: Setback,
        /// How long until the next.
        wait_ms: u64,
    },
    /// A step waits for something slow.
    Waiting {
        /// Which.
        step: StepId,
        /// For what.
        what: String,
    },
    /// The job waits for others.
    Blocked {
        /// For which.
        by: Vec<Blocker>,
    },
    /// Something worth telling.
    Note {
        /// In words.
        text: String,
    },
    /// A person asked for something.
    Asked {
        /// Who.
        by: String,
        /// For what.
        action: String,
        /// The step that is meant.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        step: Option<StepId>,
        /// Why.
        #[serde(default, skip_serializing_if = "String::is_empty")]
        reason: String,
    },
}
