//! Who waits in front of a bucket, and whose turn it is.

use std::{
    collections::BTreeMap,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
    time::Duration,
};

use reconcile::Urgency;
use tokio::sync::Notify;

use super::bucket::Bucket;

/// So many interactive calls in a row may pass bulk that waits.
const PASSES_MAX: u32 = 9;

/// A bucket with those who wait for it.
#[derive(Debug)]
pub(super) struct Gate {
    state: Mutex<State>,
}

/// A place in the line. Dropping it leaves the line.
#[derive(Debug)]
pub(super) struct Ticket<'g> {
    gate: &'g Gate,
    urgency: Urgency,
    number: u64,
    call: Arc<Notify>,
}

/// What the one who holds a ticket is told.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Turn {
    /// The call is paid for and may leave.
    Go,
    /// It is first in line, and can pay after this time.
    In(Duration),
    /// Others come before it.
    Behind,
}

#[derive(Debug)]
struct State {
    bucket: Bucket,
    interactive: Line,
    bulk: Line,
    /// Interactive calls in a row that passed bulk which was waiting.
    passes: u32,
    next_number: u64,
}

/// Who waits, by number; the numbers only grow.
type Line = BTreeMap<u64, Arc<Notify>>;

// === impl Gate ===

impl Gate {
    pub(super) fn new(bucket: Bucket) -> Self {
        Self {
            state: Mutex::new(State {
                bucket,
                interactive: Line::new(),
                bulk: Line::new(),
                passes: 0,
                next_number: 0,
            }),
        }
    }

    pub(super) fn refused(&self, now_us: u64) {
        self.state().bucket.refused(now_us);
    }

    pub(super) fn accepted(&self) {
        self.state().bucket.accepted();
    }

    /// Takes the last place in the line of `urgency`.
    pub(super) fn queue_up(&self, urgency: Urgency) -> Ticket<'_> {
        let mut state = self.state();
        let number = state.next_number;
        state.next_number += 1;
        let call = Arc::new(Notify::new());
        state.line(urgency).insert(number, Arc::clone(&call));
        Ticket {
            gate: self,
            urgency,
            number,
            call,
        }
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

// === impl Ticket ===

impl Ticket<'_> {
    /// Pays if it is this one's turn and there is a token.
    pub(super) fn step_up(&self, now_us: u64) -> Turn {
        let mut state = self.gate.state();
        if state.turn() != Some((self.urgency, self.number)) {
            return Turn::Behind;
        }
        match state.bucket.take(now_us) {
            Ok(()) => {
                state.served(self.urgency, self.number);
                Turn::Go
            }
            Err(wait) => Turn::In(wait),
        }
    }

    /// Returns when somebody before this one has left.
    pub(super) async fn called(&self) {
        self.call.notified().await;
    }
}

impl Drop for Ticket<'_> {
    fn drop(&mut self) {
        let mut state = self.gate.state();
        state.line(self.urgency).remove(&self.number);
        state.call_next();
    }
}

// === impl State ===

impl State {
    fn line(&mut self, urgency: Urgency) -> &mut Line {
        match urgency {
            Urgency::Interactive => &mut self.interactive,
            Urgency::Bulk => &mut self.bulk,
        }
    }

    /// Whose turn it is.
    fn turn(&self) -> Option<(Urgency, u64)> {
        let first = |line: &Line, urgency| line.keys().next().map(|number| (urgency, *number));
        let interactive = first(&self.interactive, Urgency::Interactive);
        let bulk = first(&self.bulk, Urgency::Bulk);
        if self.passes < PASSES_MAX {
            interactive.or(bulk)
        } else {
            bulk.or(interactive)
        }
    }

    fn served(&mut self, urgency: Urgency, number: u64) {
        self.line(urgency).remove(&number);
        self.passes = match urgency {
            Urgency::Interactive if !self.bulk.is_empty() => self.passes + 1,
            Urgency::Interactive | Urgency::Bulk => 0,
        };
    }

    fn call_next(&self) {
        let next = self.turn().and_then(|(urgency, number)| match urgency {
            Urgency::Interactive => self.interactive.get(&number),
            Urgency::Bulk => self.bulk.get(&number),
        });
        if let Some(call) = next {
            call.notify_one();
        }
    }
}
