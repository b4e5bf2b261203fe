//! What the hierarchy structure needs of Amazon Connect.

use async_trait::async_trait;
use connect_model::{Fault, InstanceId};

/// The calls.
#[async_trait]
pub trait Port: Send + Sync {
    /// `DescribeUserHierarchyStructure`: the names of the levels from the top.
    async fn describe(&self, instance: &InstanceId) -> Result<Vec<String>, Fault>;

    /// `UpdateUserHierarchyStructure`: these levels and no others. A level that has groups cannot
    /// go, which is a fault of class `InUse`.
    async fn update(&self, instance: &InstanceId, levels: &[String]) -> Result<(), Fault>;
}
