//! What buckets need of Amazon S3.

use async_trait::async_trait;
use connect_model::{Fault, Tags};

use crate::{Known, Named};

/// The calls. Contract: lists are whole; a bucket that is not there is a fault of class `NotFound`.
#[async_trait]
pub trait Port: Send + Sync {
    /// The ARN of a bucket, which follows from its name. No call.
    fn arn(&self, bucket: &str) -> String;

    /// `ListBuckets`, those of the account in this Region.
    async fn list(&self) -> Result<Vec<Named>, Fault>;

    /// `GetBucketTagging`.
    async fn tags(&self, bucket: &str) -> Result<Tags, Fault>;

    /// `GetBucketEncryption`: the KMS key of objects whose writer names none, if there is one.
    async fn kms_key(&self, bucket: &str) -> Result<Option<String>, Fault>;

    /// `GetPublicAccessBlock`: whether all four switches are on.
    async fn is_public_access_blocked(&self, bucket: &str) -> Result<bool, Fault>;

    /// `GetBucketPolicy`, as JSON text.
    async fn policy(&self, bucket: &str) -> Result<Option<String>, Fault>;

    /// `GetBucketVersioning`: whether versions are kept now.
    async fn keeps_versions(&self, bucket: &str) -> Result<bool, Fault>;

    /// `GetBucketLifecycleConfiguration`: when objects go, by the rule of ours.
    async fn expiry(&self, bucket: &str) -> Result<Option<Expiry>, Fault>;

    /// `ListObjectVersions`, for one: whether there is anything in it.
    async fn holds_data(&self, bucket: &str) -> Result<bool, Fault>;

    /// `CreateBucket` in this Region. One that the account has already is a fault of class
    /// `Duplicate`; the name of somebody else's is a fault of class `Conflict`.
    async fn create(&self, bucket: &str, tags: &Tags) -> Result<Known, Fault>;

    /// Brings one setting to what it should be.
    async fn set(&self, bucket: &str, setting: Setting<'_>) -> Result<(), Fault>;

    /// `DeleteObjects` until there is nothing in it, of no version.
    async fn empty(&self, bucket: &str) -> Result<(), Fault>;

    /// `DeleteBucket`. One that is gone already is no fault; one that is not empty is a fault of class
    /// `Conflict`.
    async fn delete(&self, bucket: &str) -> Result<(), Fault>;
}

/// A setting of a bucket.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Setting<'s> {
    /// `PutBucketEncryption` with this KMS key.
    KmsKey(&'s str),
    /// `PutPublicAccessBlock`, all four switches alike.
    PublicAccessBlocked(bool),
    /// `PutBucketPolicy`, or without a policy `DeleteBucketPolicy`.
    Policy(Option<&'s str>),
    /// `PutBucketVersioning`.
    KeepsVersions(bool),
    /// `PutBucketLifecycleConfiguration` with the rule of ours; rules of others stay.
    Expire {
        /// After how many days objects go.
        days: u32,
        /// What their keys begin with; nothing where all of them go.
        prefix: &'s str,
    },
}

/// When objects go.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Expiry {
    /// After how many days.
    pub days: u32,
    /// What their keys begin with; nothing where all of them go.
    pub prefix: String,
}
