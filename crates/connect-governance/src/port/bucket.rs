//! Buckets, looked at: what the port of the kind does not tell.

use async_trait::async_trait;
use connect_model::Fault;

use crate::world::BucketEncryption;

/// The calls. Contract: a bucket that is not there, or somebody else's, is a fault of class `NotFound` or
/// `Denied`.
#[async_trait]
pub trait BucketSight: Send + Sync {
    /// `GetBucketLocation`: the Region.
    async fn region(&self, bucket: &str) -> Result<String, Fault>;

    /// `GetBucketEncryption`.
    async fn encryption(&self, bucket: &str) -> Result<BucketEncryption, Fault>;

    /// `GetBucketLogging`: whether access is logged.
    async fn logs_access(&self, bucket: &str) -> Result<bool, Fault>;

    /// `GetObjectLockConfiguration`: for how many days objects are locked by default.
    async fn locked_days(&self, bucket: &str) -> Result<Option<u32>, Fault>;

    /// `GetBucketLifecycleConfiguration`: its rules, those that are switched off left out.
    async fn lifecycle(&self, bucket: &str) -> Result<Vec<LifecycleRecord>, Fault>;
}

/// A rule of lifecycle.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct LifecycleRecord {
    /// What keys begin with that it is about.
    pub prefix: String,
    /// Whether it is limited further: by tags or sizes of objects.
    pub is_limited: bool,
    /// After how many days objects go.
    pub expires_days: Option<u32>,
    /// After how many days they go to a cheaper class.
    pub moves_days: Option<u32>,
    /// After how many days versions go that are not the newest.
    pub old_versions_days: Option<u32>,
    /// After how many days uploads go that were never completed.
    pub uploads_days: Option<u32>,
}
