//! What federation roles need of IAM.

use async_trait::async_trait;
use connect_model::{Fault, Tags};

use crate::{Known, Named};

/// The calls. Contract: lists are whole; a taken name is a fault of class `Duplicate`.
#[async_trait]
pub trait Port: Send + Sync {
    /// `ListRoles` below a path.
    async fn list(&self, path: &str) -> Result<Vec<Named>, Fault>;

    /// `GetRole`, and `GetRolePolicy` for the policy of this name.
    async fn describe(&self, role: &str, policy: &str) -> Result<RoleRecord, Fault>;

    /// `CreateRole`.
    async fn create(&self, draft: &RoleDraft) -> Result<Known, Fault>;

    /// `UpdateAssumeRolePolicy`.
    async fn trust(&self, role: &str, document: &str) -> Result<(), Fault>;

    /// `PutRolePolicy`.
    async fn permit(&self, role: &str, policy: &str, document: &str) -> Result<(), Fault>;

    /// `UpdateRole`: how long a session may last, in seconds.
    async fn limit_sessions(&self, role: &str, seconds: u32) -> Result<(), Fault>;

    /// `DeleteRolePolicy` for the policy of this name, then `DeleteRole`. What is gone already is no
    /// fault; what others have attached to the role is one of class `Conflict`.
    async fn delete(&self, role: &str, policy: &str) -> Result<(), Fault>;
}

/// What is sent to make one.
#[derive(Clone, Debug, PartialEq)]
pub struct RoleDraft {
    /// The name.
    pub name: String,
    /// The path, with `/` at both ends.
    pub path: String,
    /// What people read about it.
    pub description: String,
    /// Who may take it, as JSON text.
    pub trust: String,
    /// How long a session may last, in seconds.
    pub session_s: u32,
    /// Tags.
    pub tags: Tags,
}

/// What comes back.
#[derive(Clone, Debug, PartialEq)]
pub struct RoleRecord {
    /// Its ARN.
    pub arn: String,
    /// Who may take it, as JSON text.
    pub trust: String,
    /// What it may do by the policy of ours, as JSON text.
    pub permissions: Option<String>,
    /// How long a session may last, in seconds.
    pub session_s: u32,
    /// Tags.
    pub tags: Tags,
}
