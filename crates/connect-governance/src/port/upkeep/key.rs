//! Keys of KMS that are made and kept.

use async_trait::async_trait;
use connect_model::{Fault, Tags};

/// A key that is there.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct KeyRecord {
    /// Its ARN.
    pub arn: String,
    /// How AWS spells its state, such as `Enabled`.
    pub state: String,
    /// Whether it encrypts, by one secret for both ways.
    pub encrypts: bool,
}

/// What is sent to make a key.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct KeyDraft {
    /// What it is for.
    pub description: String,
    /// Its policy, as JSON text.
    pub policy: String,
    /// Its tags.
    pub tags: Tags,
}

/// Who may use a key beside those in its policy.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct GrantRecord {
    /// The ARN of the one who may.
    pub grantee: String,
    /// What for, in the words of the API.
    pub operations: Vec<String>,
}

/// The calls.
#[async_trait]
pub trait KeyPort: Send + Sync {
    /// `DescribeKey` of an alias (`alias/…`), an id or an ARN.
    async fn key(&self, name: &str) -> Result<Option<KeyRecord>, Fault>;

    /// `ListKeys` and `ListResourceTags`, for a key that an earlier try made and no alias names. Those that
    /// are not enabled do not count.
    async fn tagged(&self, key: &str, value: &str) -> Result<Option<KeyRecord>, Fault>;

    /// `CreateKey`. It takes no token: twice makes two.
    async fn create(&self, draft: &KeyDraft) -> Result<KeyRecord, Fault>;

    /// `ListResourceTags`.
    async fn tags(&self, key: &str) -> Result<Tags, Fault>;

    /// `GetKeyPolicy`, as JSON text.
    async fn policy(&self, key: &str) -> Result<String, Fault>;

    /// `PutKeyPolicy`.
    async fn set_policy(&self, key: &str, policy: &str) -> Result<(), Fault>;

    /// `GetKeyRotationStatus`.
    async fn rotates(&self, key: &str) -> Result<bool, Fault>;

    /// `EnableKeyRotation` or `DisableKeyRotation`.
    async fn rotate(&self, key: &str, is_on: bool) -> Result<(), Fault>;

    /// `CreateAlias`. A taken name is a fault of class `Duplicate`.
    async fn name(&self, alias: &str, key: &str) -> Result<(), Fault>;

    /// `ListGrants`.
    async fn grants(&self, key: &str) -> Result<Vec<GrantRecord>, Fault>;
}
