//! Trails of CloudTrail, looked at.

use async_trait::async_trait;
use connect_model::Fault;

/// The calls.
#[async_trait]
pub trait TrailSight: Send + Sync {
    /// `DescribeTrails`: those that record this Region, shadows of trails elsewhere included.
    async fn trails(&self) -> Result<Vec<TrailRecord>, Fault>;

    /// `GetTrailStatus`: whether it records now.
    async fn is_logging(&self, arn: &str) -> Result<bool, Fault>;

    /// `GetEventSelectors`, basic and advanced ones: those about management events.
    async fn selectors(&self, arn: &str) -> Result<Vec<SelectorRecord>, Fault>;
}

/// What a description tells.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct TrailRecord {
    /// Its name.
    pub name: String,
    /// Its ARN.
    pub arn: String,
    /// Whether it records every Region.
    pub is_multi_region: bool,
    /// Whether its files can be proved unchanged.
    pub validates_files: bool,
    /// The key that encrypts its files.
    pub key: Option<String>,
}

/// Which management events are recorded.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct SelectorRecord {
    /// Those that change things.
    pub writes: bool,
    /// Those that only read.
    pub reads: bool,
    /// Whether calls of KMS are left out.
    pub leaves_out_kms: bool,
}
