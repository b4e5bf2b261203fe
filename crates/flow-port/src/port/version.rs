//! Versions of flows and modules, and aliases of versions.

use async_trait::async_trait;
use connect_model::{Fault, FlowId, InstanceId, ModuleId};

/// A flow or a module.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Subject {
    /// A flow.
    Flow(FlowId),
    /// A module.
    Module(ModuleId),
}

// === impl Subject ===

impl Subject {
    /// The id.
    pub fn id(&self) -> &str {
        match self {
            Self::Flow(id) => id.as_str(),
            Self::Module(id) => id.as_str(),
        }
    }
}

/// The calls. Contract: lists are whole. A name of an alias that is taken is a fault of class
/// `Duplicate`.
#[async_trait]
pub trait VersionPort: Send + Sync {
    /// `ListContactFlowVersions` or its sibling, in any order.
    async fn versions(
        &self,
        instance: &InstanceId,
        of: &Subject,
    ) -> Result<Vec<VersionRecord>, Fault>;

    /// `CreateContactFlowVersion` or its sibling: of what is published. The number of the version.
    async fn make_version(
        &self,
        instance: &InstanceId,
        of: &Subject,
        description: &str,
    ) -> Result<u64, Fault>;

    /// The content of a version (`DescribeContactFlow` or its sibling).
    async fn content(
        &self,
        instance: &InstanceId,
        of: &Subject,
        version: u64,
    ) -> Result<Option<String>, Fault>;

    /// `ListContactFlowAliases` or its sibling.
    async fn aliases(&self, instance: &InstanceId, of: &Subject)
    -> Result<Vec<AliasRecord>, Fault>;

    /// `CreateContactFlowAlias` or its sibling.
    async fn make_alias(
        &self,
        instance: &InstanceId,
        of: &Subject,
        alias: &AliasRecord,
    ) -> Result<(), Fault>;

    /// `UpdateContactFlowAlias` or its sibling.
    async fn move_alias(
        &self,
        instance: &InstanceId,
        of: &Subject,
        alias: &AliasRecord,
    ) -> Result<(), Fault>;

    /// `DeleteContactFlowAlias` or its sibling, by its id. One that is gone already is no fault.
    async fn remove_alias(
        &self,
        instance: &InstanceId,
        of: &Subject,
        alias: &str,
    ) -> Result<(), Fault>;
}

/// A version.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct VersionRecord {
    /// Its number, which only grows.
    pub number: u64,
    /// What people read about it.
    pub description: Option<String>,
}

/// An alias.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AliasRecord {
    /// Its id; empty for one that is to be made.
    pub id: String,
    /// Its name.
    pub name: String,
    /// What people read about it.
    pub description: Option<String>,
    /// The version that it stands for.
    pub version: u64,
}
