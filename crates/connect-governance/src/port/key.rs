//! KMS keys, looked at.

use async_trait::async_trait;
use connect_model::Fault;

use crate::world::KeyGrant;

/// The calls.
#[async_trait]
pub trait KeySight: Send + Sync {
    /// `DescribeKey` of an ARN, an id or an alias.
    async fn key(&self, name: &str) -> Result<Option<KeySightRecord>, Fault>;

    /// `GetKeyRotationStatus`. A key that cannot be rotated is not.
    async fn rotates(&self, key: &str) -> Result<bool, Fault>;

    /// `GetKeyPolicy`, as JSON text.
    async fn policy(&self, key: &str) -> Result<String, Fault>;

    /// `ListGrants`.
    async fn grants(&self, key: &str) -> Result<Vec<KeyGrant>, Fault>;
}

/// What a description tells.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct KeySightRecord {
    /// Its ARN.
    pub arn: String,
    /// How AWS spells its state.
    pub state: String,
    /// Whether AWS manages it.
    pub is_aws_managed: bool,
    /// Whether it is symmetric and made to encrypt.
    pub encrypts: bool,
}
