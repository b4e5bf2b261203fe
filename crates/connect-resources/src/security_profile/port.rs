//! What security profiles need of Amazon Connect.

use std::collections::BTreeSet;

use async_trait::async_trait;
use connect_model::{Fault, InstanceId, SecurityProfileId, Tags};

use crate::{Known, Named, census::Record};

/// The calls. Contract: lists are whole; a taken name is a fault of class `Duplicate`.
#[async_trait]
pub trait Port: Send + Sync {
    /// `ListSecurityProfiles`.
    async fn list(&self, instance: &InstanceId) -> Result<Vec<Named>, Fault>;

    /// `SearchSecurityProfiles`.
    async fn search(&self, instance: &InstanceId) -> Result<Vec<SecurityProfileRecord>, Fault>;

    /// `DescribeSecurityProfile`.
    async fn describe(
        &self,
        instance: &InstanceId,
        id: &SecurityProfileId,
    ) -> Result<SecurityProfileRecord, Fault>;

    /// `ListSecurityProfilePermissions`.
    async fn permissions(
        &self,
        instance: &InstanceId,
        id: &SecurityProfileId,
    ) -> Result<BTreeSet<String>, Fault>;

    /// `CreateSecurityProfile`.
    async fn create(
        &self,
        instance: &InstanceId,
        name: &str,
        draft: &SecurityProfileDraft,
        tags: &Tags,
    ) -> Result<Known, Fault>;

    /// `UpdateSecurityProfile`: permissions are replaced as a whole; an absent description stays.
    async fn update(
        &self,
        instance: &InstanceId,
        id: &SecurityProfileId,
        draft: &SecurityProfileDraft,
    ) -> Result<(), Fault>;

    /// `DeleteSecurityProfile`.
    async fn delete(&self, instance: &InstanceId, id: &SecurityProfileId) -> Result<(), Fault>;
}

/// What is sent.
#[derive(Clone, Debug, PartialEq)]
pub struct SecurityProfileDraft {
    /// The description.
    pub description: Option<String>,
    /// Names of permissions.
    pub permissions: BTreeSet<String>,
}

/// What comes back, permissions apart.
#[derive(Clone, Debug, PartialEq)]
pub struct SecurityProfileRecord {
    /// The id.
    pub id: SecurityProfileId,
    /// The description.
    pub description: Option<String>,
    /// Tags.
    pub tags: Tags,
}

impl Record for SecurityProfileRecord {
    fn id(&self) -> &str {
        self.id.as_str()
    }

    /// The search does not tell.
    fn modified_ms(&self) -> Option<i64> {
        None
    }
}
