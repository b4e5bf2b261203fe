//! What agent statuses need of Amazon Connect.

use async_trait::async_trait;
use connect_model::{AgentStatusId, Fault, InstanceId, Tags};

use crate::{Known, Named, census::Record};

/// The calls. Contract: lists are whole (all pages); a taken name is a fault of class `Duplicate`.
#[async_trait]
pub trait Port: Send + Sync {
    /// `ListAgentStatuses`.
    async fn list(&self, instance: &InstanceId) -> Result<Vec<Named>, Fault>;

    /// `SearchAgentStatuses`.
    async fn search(&self, instance: &InstanceId) -> Result<Vec<AgentStatusRecord>, Fault>;

    /// `DescribeAgentStatus`.
    async fn describe(
        &self,
        instance: &InstanceId,
        id: &AgentStatusId,
    ) -> Result<AgentStatusRecord, Fault>;

    /// `CreateAgentStatus`.
    async fn create(
        &self,
        instance: &InstanceId,
        draft: &AgentStatusDraft,
        tags: &Tags,
    ) -> Result<Known, Fault>;

    /// `UpdateAgentStatus`. An absent description or place in the order stays as it is.
    async fn update(
        &self,
        instance: &InstanceId,
        id: &AgentStatusId,
        draft: &AgentStatusDraft,
    ) -> Result<(), Fault>;

    /// `UpdateAgentStatus` with the state `DISABLED` alone.
    async fn disable(&self, instance: &InstanceId, id: &AgentStatusId) -> Result<(), Fault>;
}

/// What is sent.
#[derive(Clone, Debug, PartialEq)]
pub struct AgentStatusDraft {
    /// The name.
    pub name: String,
    /// The description.
    pub description: Option<String>,
    /// `ENABLED` or `DISABLED`.
    pub state: String,
    /// Its place among the statuses that agents see, 1 to 50.
    pub display_order: Option<u32>,
}

/// What comes back.
#[derive(Clone, Debug, PartialEq)]
pub struct AgentStatusRecord {
    /// The id.
    pub id: AgentStatusId,
    /// The name.
    pub name: String,
    /// The description.
    pub description: Option<String>,
    /// `ENABLED` or `DISABLED`.
    pub state: String,
    /// Its place among the statuses that agents see.
    pub display_order: Option<u32>,
    /// Tags.
    pub tags: Tags,
    /// When it was changed last, in milliseconds since 1970.
    pub modified_ms: Option<i64>,
}

impl Record for AgentStatusRecord {
    fn id(&self) -> &str {
        self.id.as_str()
    }

    fn modified_ms(&self) -> Option<i64> {
        self.modified_ms
    }
}
