//! Shares of AWS RAM, as the account sees them that is invited (facts/analytics-share.md, 4).

use async_trait::async_trait;
use connect_model::Fault;

/// An invitation to a share.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Invitation {
    /// Its ARN.
    pub arn: String,
    /// The ARN of the share.
    pub share_arn: String,
    /// Who invites: the account of the service that keeps the lake.
    pub sender: String,
    /// Its state.
    pub status: InvitationStatus,
}

/// The state of an invitation.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum InvitationStatus {
    /// It waits to be accepted.
    Pending,
    /// It was accepted.
    Accepted,
    /// Somebody refused it.
    Rejected,
    /// Nobody accepted it within twelve hours.
    Expired,
}

/// The calls.
#[async_trait]
pub trait InvitationPort: Send + Sync {
    /// `GetResourceShares` of other accounts: those of `shares` that were accepted. What AWS does not know
    /// (`UnknownResourceException`) was not, which is no fault.
    async fn accepted(&self, shares: &[String]) -> Result<Vec<String>, Fault>;

    /// `GetResourceShareInvitations` to these shares.
    async fn invitations(&self, shares: &[String]) -> Result<Vec<Invitation>, Fault>;

    /// `AcceptResourceShareInvitation`. One that was accepted already is no fault.
    async fn accept(&self, invitation: &str) -> Result<(), Fault>;

    /// `ListResources` of other accounts, tables of Glue: the ARNs of those that are in these shares.
    async fn tables(&self, shares: &[String]) -> Result<Vec<String>, Fault>;
}
