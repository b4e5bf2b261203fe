//! What flows need of Amazon Connect.

use async_trait::async_trait;
use connect_model::{Fault, FlowId, InstanceId, Tags};

use crate::{Known, Named, census::Record};

/// The calls. Contract: lists are whole; a taken name is a fault of class `Duplicate`; content that
/// the service does not take is one of class `Invalid` with its `problems`.
#[async_trait]
pub trait Port: Send + Sync {
    /// `ListContactFlows`; the label of each is its type.
    async fn list(&self, instance: &InstanceId) -> Result<Vec<Named>, Fault>;

    /// `SearchContactFlows`.
    async fn search(&self, instance: &InstanceId) -> Result<Vec<FlowRecord>, Fault>;

    /// `DescribeContactFlow`; `draft` asks for what is saved instead of what is published.
    async fn describe(
        &self,
        instance: &InstanceId,
        id: &FlowId,
        draft: bool,
    ) -> Result<FlowRecord, Fault>;

    /// `CreateContactFlow`.
    async fn create(
        &self,
        instance: &InstanceId,
        draft: &FlowDraft,
        tags: &Tags,
    ) -> Result<Known, Fault>;

    /// The update operation of the aspect.
    async fn update(
        &self,
        instance: &InstanceId,
        id: &FlowId,
        change: &FlowChange,
    ) -> Result<(), Fault>;

    /// `DeleteContactFlow`.
    async fn delete(&self, instance: &InstanceId, id: &FlowId) -> Result<(), Fault>;
}

/// What is sent to make one.
#[derive(Clone, Debug, PartialEq)]
pub struct FlowDraft {
    /// The name.
    pub name: String,
    /// The type, which cannot change.
    pub r#type: String,
    /// The description.
    pub description: Option<String>,
    /// JSON text with ARNs.
    pub content: String,
    /// Whether it is a draft alone.
    pub saved: bool,
}

/// One aspect that is sent.
#[derive(Clone, Debug, PartialEq)]
pub enum FlowChange {
    /// `UpdateContactFlowMetadata`.
    Name {
        /// The name.
        name: String,
        /// The description; absent, it stays.
        description: Option<String>,
    },
    /// `UpdateContactFlowContent`.
    Content {
        /// JSON text with ARNs.
        content: String,
        /// Whether to leave what is published as it is.
        saved: bool,
    },
}

/// What comes back.
#[derive(Clone, Debug, PartialEq)]
pub struct FlowRecord {
    /// The id.
    pub id: FlowId,
    /// The ARN.
    pub arn: String,
    /// The name.
    pub name: String,
    /// The type.
    pub r#type: String,
    /// The description.
    pub description: Option<String>,
    /// The content; a search may leave it out.
    pub content: Option<String>,
    /// The service's own digest of the content (`FlowContentSha256`); how it is taken is not documented.
    pub sha256: Option<String>,
    /// Tags.
    pub tags: Tags,
    /// When it was changed last, in milliseconds since 1970; no list tells.
    pub modified_ms: Option<i64>,
}

impl Record for FlowRecord {
    fn id(&self) -> &str {
        self.id.as_str()
    }

    fn modified_ms(&self) -> Option<i64> {
        self.modified_ms
    }
}
