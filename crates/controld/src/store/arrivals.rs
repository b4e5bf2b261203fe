//! The contract of a store about files that arrive.

use std::{collections::BTreeSet, time::SystemTime};

use async_trait::async_trait;
use connect_agents::arrival::ObjectVersion;

use super::{NewJob, RequestKey, StoreError};
use crate::jobs::{AgentWatch, Arrival, ArrivalState, Job};

/// Keeps a ledger of what arrived: each version once for each watch, for good. How one ended comes in with
/// [`Record::Arrived`](super::Record::Arrived).
#[async_trait]
pub trait ArrivalStore: Send + Sync {
    /// Those of these versions that a watch has not met before.
    async fn unmet(
        &self,
        watch: &str,
        objects: Vec<ObjectVersion>,
    ) -> Result<Vec<ObjectVersion>, StoreError>;

    /// Notes a version, and starts its job with that, in one. Whoever comes second finds [`Arrived::Met`], and
    /// changes nothing.
    async fn arrive(&self, arriving: Arriving) -> Result<Arrived, StoreError>;

    /// What arrived, newest first.
    async fn arrivals(&self, query: ArrivalQuery) -> Result<Vec<Arrival>, StoreError>;
}

/// A version that is met.
#[derive(Clone, Debug)]
pub struct Arriving {
    /// The watch that meets it.
    pub watch: AgentWatch,
    /// The version.
    pub object: ObjectVersion,
    /// The job to start; or why none can be.
    pub job: Result<Box<(NewJob, RequestKey)>, String>,
    /// Now.
    pub at: SystemTime,
}

/// What became of it.
#[derive(Clone, Debug)]
pub enum Arrived {
    /// The job was started.
    Started(Box<Job>),
    /// Nothing was started, since nothing could be.
    Refused,
    /// It was met before.
    Met,
}

/// Which arrivals to list. What is empty does not limit.
#[derive(Clone, Debug, Default)]
pub struct ArrivalQuery {
    /// Only of this watch.
    pub watch: Option<String>,
    /// Only in these states.
    pub states: BTreeSet<ArrivalState>,
    /// Only with smaller serials.
    pub before: Option<i64>,
    /// At most so many.
    pub limit: u32,
}
