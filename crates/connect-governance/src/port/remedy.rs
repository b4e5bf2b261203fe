//! What mends findings.

use async_trait::async_trait;
use connect_model::Fault;

/// The calls that no kind of thing has a port for.
///
/// Contract: each may be made again, and finds its work done already without a fault. What it is about
/// and is not there is a fault of class `NotFound`.
#[async_trait]
pub trait RemedyPort: Send + Sync {
    /// `EnableKeyRotation`: the key is rotated every year, or as often as was said before.
    async fn rotate_key(&self, key: &str) -> Result<(), Fault>;

    /// `EnableKey`. A key that waits for its deletion is a fault of class `Conflict`.
    async fn enable_key(&self, key: &str) -> Result<(), Fault>;

    /// `CancelKeyDeletion`, and then `EnableKey`, because a key is disabled after the first of them. One
    /// that does not wait for its deletion is enabled alone.
    async fn keep_key(&self, key: &str) -> Result<(), Fault>;

    /// `StartLogging` in the Region that the ARN of the trail names.
    async fn start_trail(&self, trail: &str) -> Result<(), Fault>;

    /// `UpdateTrail` there, with the validation of its files on. Its other settings stay.
    async fn validate_trail(&self, trail: &str) -> Result<(), Fault>;

    /// `PutBucketLifecycleConfiguration` with one more rule. Rules of other ids stay; what a rule of this
    /// id says already stays too, but for what the draft says anew.
    async fn add_lifecycle(&self, bucket: &str, draft: &LifecycleDraft) -> Result<(), Fault>;

    /// `UpdateCostAllocationTagsStatus`, whatever the number of keys. A key that AWS takes no notice of
    /// is a fault of class `NotFound` that names it; the others are active then.
    async fn activate_tags(&self, keys: &[String]) -> Result<(), Fault>;
}

/// A rule of lifecycle.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct LifecycleDraft {
    /// The id, of 255 characters at most.
    pub id: String,
    /// What keys of objects begin with.
    pub prefix: String,
    /// After how many days objects go.
    pub expires_days: Option<u32>,
    /// After how many days versions go that are not the newest.
    pub old_versions_days: Option<u32>,
    /// After how many days uploads go that were never completed.
    pub uploads_days: Option<u32>,
}
