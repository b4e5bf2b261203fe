//! A reader of a job's events.

use super::{Event, JobId, Jobs, hub::Subscription};
use crate::{refusal::Refusal, store::StoreError};

/// Most events that are read at once.
const EVENTS_MAX: u32 = 256;

/// A reader of events on its way.
pub(super) struct Watch {
    jobs: Jobs,
    id: JobId,
    changes: Subscription,
    after: i64,
    ready: std::vec::IntoIter<Event>,
    /// Whether the last read left nothing unread.
    is_drained: bool,
}

// === impl Watch ===

impl Watch {
    /// Reads the events of a job above number `after`.
    pub(super) fn new(jobs: &Jobs, id: JobId, after: i64) -> Self {
        Self {
            jobs: jobs.clone(),
            id,
            changes: jobs.shared.hub.subscribe(id),
            after,
            ready: Vec::new().into_iter(),
            is_drained: false,
        }
    }

    /// The next event, or nothing once the job is at rest and all has been told.
    pub(super) async fn next(&mut self) -> Result<Option<Event>, Refusal> {
        loop {
            if let Some(event) = self.ready.next() {
                self.after = event.number;
                return Ok(Some(event));
            }
            if !self.is_drained && self.read().await? {
                continue;
            }
            // Read after the events: a job seen at rest here has no event that was not read.
            let job = self.jobs.get(self.id).await?;
            if job.state.is_at_rest() && job.last_event <= self.after {
                return Ok(None);
            }
            if job.last_event <= self.after {
                self.changes.changed().await;
            }
            self.is_drained = false;
        }
    }

    /// Reads what is new; false when nothing is.
    async fn read(&mut self) -> Result<bool, StoreError> {
        let store = self.jobs.store();
        let events = store.events(self.id, self.after, EVENTS_MAX).await?;
        self.is_drained = events.len() < EVENTS_MAX as usize;
        self.ready = events.into_iter();
        Ok(self.ready.len() > 0)
    }
}
