//! What the storage of an instance needs of Amazon Connect.

use async_trait::async_trait;
use connect_model::{AssociationId, Fault, InstanceId};

/// The calls. `sort` is the resource type in the words of the API: `CALL_RECORDINGS`.
#[async_trait]
pub trait Port: Send + Sync {
    /// `ListInstanceStorageConfigs`: AWS has at most one for a sort.
    async fn list(
        &self,
        instance: &InstanceId,
        sort: &str,
    ) -> Result<Vec<(AssociationId, Destination)>, Fault>;

    /// `AssociateInstanceStorageConfig`. A sort that has one is a fault of class `Duplicate`.
    async fn associate(
        &self,
        instance: &InstanceId,
        sort: &str,
        destination: &Destination,
        token: &str,
    ) -> Result<AssociationId, Fault>;

    /// `UpdateInstanceStorageConfig`, as a whole.
    async fn update(
        &self,
        instance: &InstanceId,
        sort: &str,
        id: &AssociationId,
        destination: &Destination,
    ) -> Result<(), Fault>;

    /// `DisassociateInstanceStorageConfig`. One that is gone already is no fault.
    async fn disassociate(
        &self,
        instance: &InstanceId,
        sort: &str,
        id: &AssociationId,
    ) -> Result<(), Fault>;
}

/// Where data goes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Destination {
    /// `S3`.
    S3 {
        /// The bucket.
        bucket: String,
        /// What the keys of objects begin with.
        prefix: String,
        /// The ARN of the KMS key.
        kms_key: Option<String>,
    },
    /// `KINESIS_VIDEO_STREAM`.
    VideoStream {
        /// What the names of streams begin with.
        prefix: String,
        /// In hours.
        retention_hours: u32,
        /// The ARN of the KMS key.
        kms_key: String,
    },
    /// `KINESIS_STREAM`, by its ARN.
    Stream(String),
    /// `KINESIS_FIREHOSE`, by its ARN.
    DeliveryStream(String),
}
