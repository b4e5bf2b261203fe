//! What takes its time.

use serde::Serialize;

use crate::{faults::Stuck, time::Time};

/// A change that is done at a moment to come, well or badly. The default has always been done.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub(crate) struct Settling {
    done_at: Time,
    #[serde(skip_serializing_if = "Option::is_none")]
    stuck: Option<Stuck>,
}

/// How far a change is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Progress<'a> {
    UnderWay,
    Done,
    /// It ended in another state, for a reason.
    Stuck(&'a Stuck),
}

// === impl Settling ===

impl Settling {
    /// A change that is over at `done_at`, badly if it is to get stuck.
    pub(crate) fn until(done_at: Time, stuck: Option<Stuck>) -> Self {
        Self { done_at, stuck }
    }

    /// How far the change is at `now`.
    pub(crate) fn at(&self, now: Time) -> Progress<'_> {
        match &self.stuck {
            _ if now < self.done_at => Progress::UnderWay,
            Some(stuck) => Progress::Stuck(stuck),
            None => Progress::Done,
        }
    }

    /// Whether the change is over, well or badly.
    pub(crate) fn is_over(&self, now: Time) -> bool {
        self.done_at <= now
    }

    /// Whether the change ends badly.
    pub(crate) fn is_stuck(&self) -> bool {
        self.stuck.is_some()
    }

    /// Whether the change is over and went well.
    pub(crate) fn is_done(&self, now: Time) -> bool {
        self.at(now) == Progress::Done
    }
}
