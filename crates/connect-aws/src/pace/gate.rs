//! Who waits in front of a bucket, and whose turn it is.

use std::{
    collections::BTreeMap,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
    time::Duration,
};

use reconcile::Urgency;
use tokio::sync::Notify;

use super::{Rate, bucket::Bucket};

/// So many interactive calls in a row may pass bulk that waits.
const PASSES_MAX: u32 = 9;

/// A bucket with those who wait for it.
#[derive(Debug)]
pub(super) struct Gate {
    state: Mutex<State>,
}

/// Who shares a bucket with others: one for each job.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Party(pub(super) u64);

/// A place in the line. Dropping it leaves the line.
#[derive(Debug)]
pub(super) struct Ticket<'g> {
    gate: &'g Gate,
    urgency: Urgency,
    place: Place,
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

/// Those who wait with one urgency. In each round every party has one call, so that a party with
/// many calls takes no more than its share from the others.
#[derive(Debug, Default)]
struct Line {
    waiting: BTreeMap<Place, Arc<Notify>>,
    /// The round that is served now.
    round: u64,
    /// The last round in which each party has a call.
    last: BTreeMap<Party, u64>,
}

/// The round, then a number that only grows.
type Place = (u64, u64);

// === impl Gate ===

impl Gate {
    pub(super) fn new(bucket: Bucket) -> Self {
        Self {
            state: Mutex::new(State {
                bucket,
                interactive: Line::default(),
                bulk: Line::default(),
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

    /// The rate is told.
    pub(super) fn restart(&self, rate: Rate, now_us: u64) {
        let mut state = self.state();
        state.bucket.restart(rate, now_us);
        state.call_next();
    }

    /// Takes the next place of `party` in the line of `urgency`.
    pub(super) fn queue_up(&self, party: Party, urgency: Urgency) -> Ticket<'_> {
        let mut state = self.state();
        let number = state.next_number;
        state.next_number += 1;
        let call = Arc::new(Notify::new());
        let line = state.line(urgency);
        let place = (line.next_round(party), number);
        line.waiting.insert(place, Arc::clone(&call));
        Ticket {
            gate: self,
            urgency,
            place,
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
        if state.turn() != Some((self.urgency, self.place)) {
            return Turn::Behind;
        }
        match state.bucket.take(now_us) {
            Ok(()) => {
                state.served(self.urgency, self.place);
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
        state.line(self.urgency).waiting.remove(&self.place);
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
    fn turn(&self) -> Option<(Urgency, Place)> {
        let first = |line: &Line, urgency| line.first().map(|place| (urgency, place));
        let interactive = first(&self.interactive, Urgency::Interactive);
        let bulk = first(&self.bulk, Urgency::Bulk);
        if self.passes < PASSES_MAX {
            interactive.or(bulk)
        } else {
            bulk.or(interactive)
        }
    }

    fn served(&mut self, urgency: Urgency, place: Place) {
        let line = self.line(urgency);
        line.waiting.remove(&place);
        line.round = line.round.max(place.0);
        self.passes = match urgency {
            Urgency::Interactive if !self.bulk.waiting.is_empty() => self.passes + 1,
            Urgency::Interactive | Urgency::Bulk => 0,
        };
    }

    fn call_next(&self) {
        let next = self.turn().and_then(|(urgency, place)| match urgency {
            Urgency::Interactive => self.interactive.waiting.get(&place),
            Urgency::Bulk => self.bulk.waiting.get(&place),
        });
        if let Some(call) = next {
            call.notify_one();
        }
    }
}

// === impl Line ===

impl Line {
    fn first(&self) -> Option<Place> {
        self.waiting.keys().next().copied()
    }

    /// The round in which a further call of `party` has its turn.
    fn next_round(&mut self, party: Party) -> u64 {
        let now = self.round;
        self.last.retain(|_, round| *round >= now);
        let last = self.last.entry(party);
        *last.and_modify(|round| *round += 1).or_insert(now)
    }
}
