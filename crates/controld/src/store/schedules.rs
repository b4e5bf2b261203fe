//! The contract of a store about what the daemon starts by itself.

use std::{collections::BTreeSet, time::SystemTime};

use async_trait::async_trait;
use connect_model::TargetName;

use super::{NewJob, RequestKey, StoreError};
#[cfg(doc)]
use crate::jobs::Sighting;
use crate::jobs::{Job, JobId, Occasion, Schedule};

/// Keeps schedules. They come in with [`Record::Scheduled`](super::Record::Scheduled), which takes the place
/// of all that its subject had, as [`Schedule::renewed`] says. Documents that their orders name stay with
/// them.
#[async_trait]
pub trait ScheduleStore: Send + Sync {
    /// The schedules of a subject, by name.
    async fn schedules(&self, subject: &str) -> Result<Vec<Schedule>, StoreError>;

    /// Up to `limit` schedules that are due at `now`, those that have been so for longest first.
    async fn due(&self, now: SystemTime, limit: u32) -> Result<Vec<Schedule>, StoreError>;

    /// When the next one is due.
    async fn next_due(&self) -> Result<Option<SystemTime>, StoreError>;

    /// Notes what becomes of a time that has come, and starts its job with that, in one. Whoever comes
    /// second finds [`Fired::Past`], and changes nothing.
    ///
    /// While the job that the schedule started before is unfinished, no other one is started; that is told
    /// among the events of the one that is. What cannot be started is a [`Sighting`] of its subject.
    async fn fire(&self, firing: Firing) -> Result<Fired, StoreError>;

    /// Removes every schedule of these targets, and all that is known of what they are about.
    async fn unschedule(&self, targets: &BTreeSet<TargetName>) -> Result<(), StoreError>;
}

/// A time that has come.
#[derive(Clone, Debug)]
pub struct Firing {
    /// The name of the schedule.
    pub schedule: String,
    /// When it was due, as the schedule had it.
    pub was_due: SystemTime,
    /// The occasion.
    pub occasion: Occasion,
    /// The job to start; or why none can be.
    pub job: Result<Box<(NewJob, RequestKey)>, String>,
    /// Now.
    pub at: SystemTime,
}

/// What became of it.
#[derive(Clone, Debug)]
pub enum Fired {
    /// The job was started.
    Started(Box<Job>),
    /// Nothing was started, since this one is unfinished.
    Overlapped(JobId),
    /// Nothing was started, since nothing could be.
    Refused,
    /// Somebody else saw to it, or the schedule is no more or another one.
    Past,
}
