//! Shares of AWS RAM, as the account sees them that is invited.

use analytics_share::port::{Invitation, InvitationPort, InvitationStatus};
use async_trait::async_trait;
use aws_sdk_ram::types;
use connect_model::{Fault, FaultClass};

use crate::{aws::Aws, call::Operation};

const ACCEPT: Operation = operation("AcceptResourceShareInvitation");
const INVITATIONS: Operation = operation("GetResourceShareInvitations");
const RESOURCES: Operation = operation("ListResources");
const SHARES: Operation = operation("GetResourceShares");
/// The largest page of all of these.
const PAGE: i32 = 500;
const TABLE: &str = "glue:Table";
const ACCEPTED_ALREADY: &str = "ResourceShareInvitationAlreadyAcceptedException";

/// What is asked of shares.
#[derive(Clone, Copy)]
enum Asked {
    /// Which of them were accepted.
    Shares,
    /// The tables in them.
    Tables,
}

const fn operation(name: &'static str) -> Operation {
    Operation {
        service: "ram",
        name,
    }
}

#[async_trait]
impl InvitationPort for Aws {
    async fn accepted(&self, shares: &[String]) -> Result<Vec<String>, Fault> {
        self.known(Asked::Shares, shares).await
    }

    async fn invitations(&self, shares: &[String]) -> Result<Vec<Invitation>, Fault> {
        if shares.is_empty() {
            return Ok(Vec::new());
        }
        let request = self.ram.get_resource_share_invitations();
        let request = request
            .set_resource_share_arns(Some(shares.to_vec()))
            .max_results(PAGE);
        let listed = self.caller.pages(
            INVITATIONS,
            |token| request.clone().set_next_token(token).send(),
            |page| (page.resource_share_invitations, page.next_token),
        );
        let listed = match listed.await {
            Err(fault) if fault.class == FaultClass::NotFound => Vec::new(),
            answer => answer?,
        };
        Ok(listed.into_iter().filter_map(invitation).collect())
    }

    async fn accept(&self, invitation: &str) -> Result<(), Fault> {
        let request = self.ram.accept_resource_share_invitation();
        let request = request.resource_share_invitation_arn(invitation);
        match self.caller.send(ACCEPT, request.send()).await {
            Err(fault) if fault.code != ACCEPTED_ALREADY => Err(fault),
            _ => Ok(()),
        }
    }

    async fn tables(&self, shares: &[String]) -> Result<Vec<String>, Fault> {
        self.known(Asked::Tables, shares).await
    }
}

impl Aws {
    /// What is told of these shares. One that AWS does not know makes it refuse the whole question, so
    /// then each is asked for by itself. To name none is to ask for all, which nobody means.
    async fn known(&self, what: Asked, shares: &[String]) -> Result<Vec<String>, Fault> {
        if shares.is_empty() {
            return Ok(Vec::new());
        }
        match self.asked(what, shares).await {
            Err(fault) if fault.class == FaultClass::NotFound => {}
            answer => return answer,
        }
        let mut all = Vec::new();
        for share in shares.iter().filter(|_| shares.len() > 1) {
            match self.asked(what, std::slice::from_ref(share)).await {
                Err(fault) if fault.class == FaultClass::NotFound => {}
                answer => all.extend(answer?),
            }
        }
        Ok(all)
    }

    async fn asked(&self, what: Asked, shares: &[String]) -> Result<Vec<String>, Fault> {
        match what {
            Asked::Shares => self.active(shares).await,
            Asked::Tables => self.arrived(shares).await,
        }
    }

    /// The tables of these shares.
    async fn arrived(&self, shares: &[String]) -> Result<Vec<String>, Fault> {
        let request = self.ram.list_resources();
        let request = request
            .resource_owner(types::ResourceOwner::OtherAccounts)
            .resource_type(TABLE)
            .set_resource_share_arns(Some(shares.to_vec()))
            .max_results(PAGE);
        let listed = self.caller.pages(
            RESOURCES,
            |token| request.clone().set_next_token(token).send(),
            |page| (page.resources, page.next_token),
        );
        Ok(listed.await?.into_iter().filter_map(|it| it.arn).collect())
    }

    /// Those of these shares that were accepted.
    async fn active(&self, shares: &[String]) -> Result<Vec<String>, Fault> {
        let request = self.ram.get_resource_shares();
        let request = request
            .resource_owner(types::ResourceOwner::OtherAccounts)
            .set_resource_share_arns(Some(shares.to_vec()))
            .max_results(PAGE);
        let listed = self.caller.pages(
            SHARES,
            |token| request.clone().set_next_token(token).send(),
            |page| (page.resource_shares, page.next_token),
        );
        let is_active =
            |share: &types::ResourceShare| share.status == Some(types::ResourceShareStatus::Active);
        let listed = listed.await?.into_iter().filter(is_active);
        Ok(listed.filter_map(|it| it.resource_share_arn).collect())
    }
}

fn invitation(told: types::ResourceShareInvitation) -> Option<Invitation> {
    use types::ResourceShareInvitationStatus as Status;
    let status = match told.status? {
        Status::Pending => InvitationStatus::Pending,
        Status::Accepted => InvitationStatus::Accepted,
        Status::Rejected => InvitationStatus::Rejected,
        Status::Expired => InvitationStatus::Expired,
        _ => return None,
    };
    Some(Invitation {
        arn: told.resource_share_invitation_arn?,
        share_arn: told.resource_share_arn?,
        sender: told.sender_account_id.unwrap_or_default(),
        status,
    })
}
