//! What groups in the hierarchy need of Amazon Connect.

use async_trait::async_trait;
use connect_model::{Fault, HierarchyGroupId, InstanceId, Tags};

use crate::{Known, Named, census::Record};

/// The calls. Contract: lists are whole (all pages); a taken name is a fault of class `Duplicate`.
#[async_trait]
pub trait Port: Send + Sync {
    /// `ListUserHierarchyGroups`: names without their paths.
    async fn list(&self, instance: &InstanceId) -> Result<Vec<Named>, Fault>;

    /// `SearchUserHierarchyGroups`.
    async fn search(&self, instance: &InstanceId) -> Result<Vec<HierarchyGroupRecord>, Fault>;

    /// `DescribeUserHierarchyGroup`.
    async fn describe(
        &self,
        instance: &InstanceId,
        id: &HierarchyGroupId,
    ) -> Result<HierarchyGroupRecord, Fault>;

    /// `CreateUserHierarchyGroup`; without a parent on the first level.
    async fn create(
        &self,
        instance: &InstanceId,
        name: &str,
        parent: Option<&HierarchyGroupId>,
        tags: &Tags,
    ) -> Result<Known, Fault>;

    /// `UpdateUserHierarchyGroupName`.
    async fn rename(
        &self,
        instance: &InstanceId,
        id: &HierarchyGroupId,
        name: &str,
    ) -> Result<(), Fault>;

    /// `DeleteUserHierarchyGroup`. A group with users or groups below it is a fault of class `InUse`.
    async fn delete(&self, instance: &InstanceId, id: &HierarchyGroupId) -> Result<(), Fault>;
}

/// What comes back.
#[derive(Clone, Debug, PartialEq)]
pub struct HierarchyGroupRecord {
    /// The id.
    pub id: HierarchyGroupId,
    /// Ids and names of the groups above it and of itself, from the top.
    pub path: Vec<(HierarchyGroupId, String)>,
    /// Tags.
    pub tags: Tags,
    /// When it was changed last, in milliseconds since 1970.
    pub modified_ms: Option<i64>,
}

impl Record for HierarchyGroupRecord {
    fn id(&self) -> &str {
        self.id.as_str()
    }

    fn modified_ms(&self) -> Option<i64> {
        self.modified_ms
    }
}
