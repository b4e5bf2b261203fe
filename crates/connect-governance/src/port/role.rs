//! Roles of the account, looked at.

use async_trait::async_trait;
use connect_model::Fault;

use crate::world::ServiceUse;

/// The calls.
#[async_trait]
pub trait RoleSight: Send + Sync {
    /// `GetAccountAuthorizationDetails` of roles and of the policies that they have.
    async fn roles(&self) -> Result<Vec<RoleSightRecord>, Fault>;

    /// `GenerateServiceLastAccessedDetails`: the id of a report about an ARN.
    async fn ask_use(&self, arn: &str) -> Result<String, Fault>;

    /// `GetServiceLastAccessedDetails`: the report; none while it is being made.
    async fn used(&self, report: &str) -> Result<Option<Vec<ServiceUse>>, Fault>;
}

/// A role with all that it is allowed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct RoleSightRecord {
    /// Its name.
    pub name: String,
    /// Its ARN.
    pub arn: String,
    /// Its path: roles of services stand below `/aws-service-role/`.
    pub path: String,
    /// When it was made, in seconds since 1970.
    pub created_s: Option<i64>,
    /// Who may take it, as JSON text.
    pub trust: String,
    /// Its policies, its own and those attached, as JSON texts.
    pub policies: Vec<String>,
}
