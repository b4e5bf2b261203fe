//! What flow modules need of Amazon Connect.

use async_trait::async_trait;
use connect_model::{Fault, InstanceId, ModuleId, Tags};

use crate::{Known, Named, census::Record};

/// The calls. Contract: lists are whole; a taken name is a fault of class `Duplicate`; content that
/// the service does not take is one of class `Invalid` with its `problems`.
#[async_trait]
pub trait Port: Send + Sync {
    /// `ListContactFlowModules`.
    async fn list(&self, instance: &InstanceId) -> Result<Vec<Named>, Fault>;

    /// `SearchContactFlowModules`.
    async fn search(&self, instance: &InstanceId) -> Result<Vec<ModuleRecord>, Fault>;

    /// `DescribeContactFlowModule`; `draft` asks for what is saved instead of what is published.
    async fn describe(
        &self,
        instance: &InstanceId,
        id: &ModuleId,
        draft: bool,
    ) -> Result<ModuleRecord, Fault>;

    /// `CreateContactFlowModule`, which publishes.
    async fn create(
        &self,
        instance: &InstanceId,
        draft: &ModuleDraft,
        tags: &Tags,
    ) -> Result<Known, Fault>;

    /// The update operation of the aspect.
    async fn update(
        &self,
        instance: &InstanceId,
        id: &ModuleId,
        change: &ModuleChange,
    ) -> Result<(), Fault>;

    /// `DeleteContactFlowModule`.
    async fn delete(&self, instance: &InstanceId, id: &ModuleId) -> Result<(), Fault>;
}

/// What is sent to make one.
#[derive(Clone, Debug, PartialEq)]
pub struct ModuleDraft {
    /// The name.
    pub name: String,
    /// The description.
    pub description: Option<String>,
    /// JSON text with ARNs.
    pub content: String,
    /// The contract with callers, as JSON text.
    pub settings: Option<String>,
    /// Whether others than flows may call it, which cannot change; absent, the service decides.
    pub external_invocation: Option<bool>,
    /// Makes a repeat recognisable.
    pub token: String,
}

/// One aspect that is sent.
#[derive(Clone, Debug, PartialEq)]
pub enum ModuleChange {
    /// `UpdateContactFlowModuleMetadata`.
    Name {
        /// The name.
        name: String,
        /// The description; absent, it stays.
        description: Option<String>,
    },
    /// `UpdateContactFlowModuleContent`.
    Content {
        /// JSON text with ARNs.
        content: String,
        /// The contract with callers, as JSON text; absent, it stays.
        settings: Option<String>,
        /// Whether to leave what is published as it is.
        saved: bool,
    },
}

/// What comes back.
#[derive(Clone, Debug, PartialEq)]
pub struct ModuleRecord {
    /// The id.
    pub id: ModuleId,
    /// The ARN.
    pub arn: String,
    /// The name.
    pub name: String,
    /// The description.
    pub description: Option<String>,
    /// The content; a search may leave it out.
    pub content: Option<String>,
    /// The service's own digest of the content (`FlowModuleContentSha256`); how it is taken is not
    /// documented.
    pub sha256: Option<String>,
    /// The contract with callers, as JSON text.
    pub settings: Option<String>,
    /// Whether others than flows may call it.
    pub external_invocation: bool,
    /// Tags.
    pub tags: Tags,
}

impl Record for ModuleRecord {
    fn id(&self) -> &str {
        self.id.as_str()
    }

    /// The list does not tell either.
    fn modified_ms(&self) -> Option<i64> {
        None
    }
}
