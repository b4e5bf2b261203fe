//! Roles, and the managed policies that are attached to them.

use async_trait::async_trait;
use connect_model::{Fault, Tags};

/// The calls.
///
/// Contract: lists are whole; what is not there is `None` or, in a call that changes something, a fault of
/// class `NotFound`; a taken name is a fault of class `Duplicate`.
#[async_trait]
pub trait IdentityPort: Send + Sync {
    /// `GetRole`.
    async fn role(&self, name: &str) -> Result<Option<RoleRecord>, Fault>;

    /// `CreateRole`: its ARN.
    async fn create_role(&self, draft: &RoleDraft) -> Result<String, Fault>;

    /// `UpdateAssumeRolePolicy`.
    async fn trust(&self, role: &str, document: &str) -> Result<(), Fault>;

    /// `GetPolicy`, and `GetPolicyVersion` for the version that holds.
    async fn policy(&self, arn: &str) -> Result<Option<PolicyRecord>, Fault>;

    /// `ListPolicyVersions`, the oldest first.
    async fn versions(&self, arn: &str) -> Result<Vec<PolicyVersion>, Fault>;

    /// `CreatePolicy`: its ARN.
    async fn create_policy(&self, draft: &PolicyDraft) -> Result<String, Fault>;

    /// `CreatePolicyVersion`, which holds from now on.
    async fn create_version(&self, arn: &str, document: &str) -> Result<(), Fault>;

    /// `DeletePolicyVersion`. One that is gone already is no fault.
    async fn delete_version(&self, arn: &str, version: &str) -> Result<(), Fault>;

    /// `ListAttachedRolePolicies`; none of a role that is not there.
    async fn attached(&self, role: &str) -> Result<Vec<AttachedPolicy>, Fault>;

    /// `AttachRolePolicy`. One that is attached already is no fault.
    async fn attach(&self, role: &str, arn: &str) -> Result<(), Fault>;

    /// `DetachRolePolicy`. One that is not attached is no fault.
    async fn detach(&self, role: &str, arn: &str) -> Result<(), Fault>;

    /// `ListPolicyVersions`, `DeletePolicyVersion` for each that does not hold, and `DeletePolicy`. One that
    /// is gone already is no fault.
    async fn delete_policy(&self, arn: &str) -> Result<(), Fault>;
}

/// A role to be made.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RoleDraft {
    /// Its name.
    pub name: String,
    /// What people read about it.
    pub description: String,
    /// Who may take it, as JSON.
    pub trust: String,
    /// Its tags.
    pub tags: Tags,
}

/// A role as it is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RoleRecord {
    /// Its ARN.
    pub arn: String,
    /// Who may take it, as JSON.
    pub trust: String,
    /// Its tags.
    pub tags: Tags,
}

/// A managed policy to be made.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PolicyDraft {
    /// Its name.
    pub name: String,
    /// What people read about it.
    pub description: String,
    /// The document.
    pub document: String,
    /// Its tags.
    pub tags: Tags,
}

/// A managed policy as it is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PolicyRecord {
    /// Its ARN.
    pub arn: String,
    /// The document that holds.
    pub document: String,
    /// How many identities it is attached to.
    pub attachments: u32,
    /// Its tags.
    pub tags: Tags,
}

/// A version of a managed policy.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PolicyVersion {
    /// Its id, such as `v2`.
    pub id: String,
    /// Whether it holds.
    pub is_default: bool,
}

/// A managed policy of a role.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AttachedPolicy {
    /// Its name.
    pub name: String,
    /// Its ARN.
    pub arn: String,
}
