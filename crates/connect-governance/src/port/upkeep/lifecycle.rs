//! Rules by which objects of a bucket go.

use async_trait::async_trait;
use connect_model::Fault;

/// A rule that is switched on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ExpiryRule {
    /// Its id.
    pub id: String,
    /// What keys begin with that it is about.
    pub prefix: String,
    /// After how many days objects go, and versions that are not the newest.
    pub expires_days: Option<u32>,
    /// After how many days uploads go that were never completed.
    pub uploads_days: Option<u32>,
}

/// The calls.
#[async_trait]
pub trait LifecyclePort: Send + Sync {
    /// `GetBucketLifecycleConfiguration`: the rules that are switched on. Of one that says more than a rule
    /// of ours does, the rest is not told.
    async fn rules(&self, bucket: &str) -> Result<Vec<ExpiryRule>, Fault>;

    /// `PutBucketLifecycleConfiguration` with these in place of those with the same ids; others stay.
    async fn keep(&self, bucket: &str, rules: &[ExpiryRule]) -> Result<(), Fault>;
}
