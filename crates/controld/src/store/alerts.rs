//! The contract of a store about what is not as it should be.

use std::time::SystemTime;

use async_trait::async_trait;
use uuid::Uuid;

use super::StoreError;
use crate::jobs::{Alert, AlertKind, Notice};

/// Keeps alerts of shares that are looked after, and what somebody is to be told of them.
///
/// [`Record::Sighted`](super::Record::Sighted) changes them as
/// [`changes`](crate::jobs::alert_changes) says, and in the same moment stores what is to be told, which
/// stays until it is told. Of a share that nobody looks after nothing is kept.
#[async_trait]
pub trait AlertStore: Send + Sync {
    /// The alerts of a share that stand, oldest first.
    async fn alerts(&self, subject: &str) -> Result<Vec<Alert>, StoreError>;

    /// Up to `limit` notices that are to be tried at `now`, oldest first.
    async fn notices(&self, now: SystemTime, limit: u32) -> Result<Vec<Notice>, StoreError>;

    /// When the next notice is to be tried.
    async fn next_notice(&self) -> Result<Option<SystemTime>, StoreError>;

    /// A notice was told; it goes.
    async fn notice_told(&self, notice: Uuid) -> Result<(), StoreError>;

    /// A notice could not be told; it is tried again at `next`.
    async fn notice_untold(&self, notice: Uuid, next: SystemTime) -> Result<(), StoreError>;

    /// How many alerts of each kind stand.
    async fn alert_tally(&self) -> Result<Vec<(AlertKind, u64)>, StoreError>;
}
