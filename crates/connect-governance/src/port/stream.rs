//! Streams, looked at.

use async_trait::async_trait;
use connect_model::Fault;

/// The calls.
#[async_trait]
pub trait StreamSight: Send + Sync {
    /// `DescribeStreamSummary` of Kinesis.
    async fn data(&self, arn: &str) -> Result<Option<StreamRecord>, Fault>;

    /// `DescribeDeliveryStream` of Firehose.
    async fn delivery(&self, arn: &str) -> Result<Option<StreamRecord>, Fault>;
}

/// What comes back.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct StreamRecord {
    /// Whether it is encrypted.
    pub is_encrypted: bool,
    /// The key that is named for it.
    pub key: Option<String>,
    /// How long it keeps records, in hours.
    pub retention_hours: Option<u32>,
}
