//! Tags of resources, across services.

use std::collections::BTreeMap;

use async_trait::async_trait;
use connect_model::Fault;

/// The calls.
#[async_trait]
pub trait TagSight: Send + Sync {
    /// `GetResources` of phone numbers: tags by ARN, of numbers that were tagged at least once. A search
    /// brings the tags of all else along.
    async fn of_numbers(&self) -> Result<BTreeMap<String, BTreeMap<String, String>>, Fault>;
}
