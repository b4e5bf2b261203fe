//! Workgroups of Athena: where results go, and how much a query may read.

use async_trait::async_trait;
use connect_model::{Fault, Tags};

/// A workgroup that holds its queries to its own settings.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WorkgroupRecord {
    /// The name.
    pub name: String,
    /// Whether what a client asks for is ignored where the workgroup says otherwise.
    pub enforced: bool,
    /// Where results go: `s3://BUCKET/PREFIX/`.
    pub output: Option<String>,
    /// The KMS key that encrypts results; without it S3 does by its own.
    pub kms_key: Option<String>,
    /// Whether results are encrypted at all.
    pub encrypted: bool,
    /// How many bytes a query may read.
    pub scan_limit_bytes: Option<u64>,
    /// Whether its queries are counted in CloudWatch.
    pub metrics: bool,
}

/// The calls.
#[async_trait]
pub trait WorkgroupPort: Send + Sync {
    /// `GetWorkGroup`.
    async fn workgroup(&self, name: &str) -> Result<Option<WorkgroupRecord>, Fault>;

    /// `CreateWorkGroup`. A taken name is a fault of class `Duplicate`.
    async fn create(&self, draft: &WorkgroupRecord, tags: &Tags) -> Result<(), Fault>;

    /// `UpdateWorkGroup`.
    async fn update(&self, draft: &WorkgroupRecord) -> Result<(), Fault>;

    /// `ListTagsForResource`, of a workgroup of this account and Region.
    async fn tags(&self, name: &str) -> Result<Tags, Fault>;

    /// `DeleteWorkGroup` with all that it remembers. One that is gone already is no fault.
    async fn delete(&self, name: &str) -> Result<(), Fault>;
}
