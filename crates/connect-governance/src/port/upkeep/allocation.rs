//! Tags by which cost is allocated: of the account that pays.

use async_trait::async_trait;
use connect_model::Fault;

/// A key that AWS has seen on a resource.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AllocationTag {
    /// The key.
    pub key: String,
    /// Whether cost is allocated by it.
    pub is_active: bool,
}

/// A key that could not be activated.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unactivated {
    /// The key.
    pub key: String,
    /// Why.
    pub reason: String,
}

/// The calls.
#[async_trait]
pub trait AllocationPort: Send + Sync {
    /// `ListCostAllocationTags` of these keys. What AWS has not seen yet is left out.
    async fn tags(&self, keys: &[String]) -> Result<Vec<AllocationTag>, Fault>;

    /// `UpdateCostAllocationTagsStatus`, twenty keys a call. Answers those that it did not take.
    async fn activate(&self, keys: &[String]) -> Result<Vec<Unactivated>, Fault>;
}
