//! What service roles need of IAM.

use async_trait::async_trait;
use connect_model::{Fault, Tags};

use crate::Known;

/// The calls. Contract: lists are whole; a taken name is a fault of class `Duplicate`.
#[async_trait]
pub trait Port: Send + Sync {
    /// `ListRoles` below a path.
    async fn list(&self, path: &str) -> Result<Vec<Known>, Fault>;

    /// `GetRole`, and `GetRolePolicy` for the policy of this name.
    async fn describe(&self, role: &str, policy: &str) -> Result<ServiceRoleRecord, Fault>;

    /// `CreateRole`.
    async fn create(&self, draft: &ServiceRoleDraft) -> Result<Known, Fault>;

    /// `UpdateAssumeRolePolicy`.
    async fn trust(&self, role: &str, document: &str) -> Result<(), Fault>;

    /// `PutRolePolicy`.
    async fn permit(&self, role: &str, policy: &str, document: &str) -> Result<(), Fault>;

    /// `DeleteRolePolicy` for the policy of this name, then `DeleteRole`. What is gone already is no
    /// fault.
    async fn delete(&self, role: &str, policy: &str) -> Result<(), Fault>;
}

/// What is sent to make one.
#[derive(Clone, Debug, PartialEq)]
pub struct ServiceRoleDraft {
    /// The name.
    pub name: String,
    /// The path, with `/` at both ends.
    pub path: String,
    /// What people read about it.
    pub description: String,
    /// Who may take it, as JSON text.
    pub trust: String,
    /// Tags.
    pub tags: Tags,
}

/// What comes back.
#[derive(Clone, Debug, PartialEq)]
pub struct ServiceRoleRecord {
    /// Its ARN.
    pub arn: String,
    /// Who may take it, as JSON text.
    pub trust: String,
    /// What it may do by the policy of ours, as JSON text.
    pub permissions: Option<String>,
    /// Tags.
    pub tags: Tags,
}
