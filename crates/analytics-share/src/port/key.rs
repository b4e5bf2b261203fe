//! The KMS key of results.

use async_trait::async_trait;
use connect_model::{Fault, Tags};

/// A key that an alias names.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct KeyRecord {
    /// Its ARN.
    pub arn: String,
    /// How AWS spells its state, such as `Enabled`.
    pub state: String,
}

/// The calls.
#[async_trait]
pub trait KeyPort: Send + Sync {
    /// `DescribeKey` of an alias (`alias/…`), an id or an ARN.
    async fn key(&self, name: &str) -> Result<Option<KeyRecord>, Fault>;

    /// `ListKeys` and `ListResourceTags`, for a key of ours that an earlier try made and no alias names.
    async fn tagged(&self, key: &str, value: &str) -> Result<Option<KeyRecord>, Fault>;

    /// `CreateKey`.
    async fn create(&self, description: &str, tags: &Tags) -> Result<KeyRecord, Fault>;

    /// `EnableKeyRotation`.
    async fn rotate(&self, key: &str) -> Result<(), Fault>;

    /// `CreateAlias`. A taken name is a fault of class `Duplicate`.
    async fn name(&self, alias: &str, key: &str) -> Result<(), Fault>;

    /// `ListResourceTags`.
    async fn tags(&self, key: &str) -> Result<Tags, Fault>;

    /// `ScheduleKeyDeletion` after so many days, then `DeleteAlias`. What is gone already is no fault.
    async fn delete(&self, alias: &str, key: &str, days: u32) -> Result<(), Fault>;
}
