//! What is in a share, and who it is for.

use serde::Deserialize;
use serde_json::{Value, json};

use super::{
    directory, errors, permission,
    share::{self, Answer, Invitation, Paging, Share, Standing, account_of},
};
use crate::{arn::Arn, context::Ctx, error::AwsError, place::Account, time::Time};

/// Resources and principals that a request names.
#[derive(Debug, Default, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Subjects {
    #[serde(default)]
    resource_arns: Vec<String>,
    #[serde(default)]
    principals: Vec<String>,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Change {
    resource_share_arn: String,
    #[serde(flatten)]
    subjects: Subjects,
    client_token: Option<String>,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Get {
    association_type: Kind,
    #[serde(default)]
    resource_share_arns: Vec<String>,
    resource_arn: Option<String>,
    principal: Option<String>,
    association_status: Option<String>,
    #[serde(flatten)]
    page: Paging,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "UPPERCASE")]
enum Kind {
    Principal,
    Resource,
    Source,
}

/// Names an account that has no open or accepted invitation: a new one is sent. So an invitation
/// that was rejected or ran out is sent anew by taking the account out and naming it again.
pub(super) fn associate(ctx: &mut Ctx<'_>, input: Change) -> Result<Value, AwsError> {
    let mut share = share::own(ctx, &input.resource_share_arn)?.clone();
    add(ctx, &mut share, &input.subjects)?;
    share.updated = ctx.now;
    let rows = rows_of(&share, &input.subjects, ctx.now);
    *share::own(ctx, &input.resource_share_arn)? = share;
    Ok(json!({ "resourceShareAssociations": rows, "clientToken": input.client_token }))
}

/// The owner takes things out. Another account can only take itself out, which is to leave the share.
pub(super) fn disassociate(ctx: &mut Ctx<'_>, input: Change) -> Result<Value, AwsError> {
    if share::own(ctx, &input.resource_share_arn).is_err() {
        return leave(ctx, input);
    }
    let now = ctx.now;
    let share = share::own(ctx, &input.resource_share_arn)?;
    let mut rows = rows_of(share, &input.subjects, now);
    for row in &mut rows {
        row["status"] = json!("DISASSOCIATING");
    }
    let subjects = &input.subjects;
    share
        .principals
        .retain(|id, _| !subjects.principals.contains(id));
    share
        .resources
        .retain(|arn, _| !subjects.resource_arns.contains(arn));
    share.updated = now;
    Ok(json!({ "resourceShareAssociations": rows, "clientToken": input.client_token }))
}

pub(super) fn get(ctx: &mut Ctx<'_>, input: Get) -> Result<Value, AwsError> {
    if input.association_type == Kind::Resource && input.principal.is_some()
        || input.association_type == Kind::Principal && input.resource_arn.is_some()
    {
        return Err(errors::invalid(
            "The filter does not fit the association type.",
        ));
    }
    let shares = share::of(ctx, share::Owner::Own);
    if let Some(missing) = share::missing(&shares, &input.resource_share_arns) {
        return Err(errors::unknown(missing));
    }
    let arns = &input.resource_share_arns;
    let asked = shares
        .iter()
        .filter(|share| share.deleted.is_none() && (arns.is_empty() || arns.contains(&share.arn)));
    let rows = asked.flat_map(|share| input.rows(share, ctx.now));
    let page = share::page(ctx, &input.page, rows)?;
    Ok(json!({ "resourceShareAssociations": page.items, "nextToken": page.next_token }))
}

/// Adds to a share what the request names, with the invitations that it takes.
pub(super) fn add(
    ctx: &mut Ctx<'_>,
    share: &mut Share,
    subjects: &Subjects,
) -> Result<(), AwsError> {
    for arn in &subjects.resource_arns {
        check_resource(ctx, arn)?;
        let kind = permission::kind(arn);
        let usual = || permission::usual(&kind);
        share.permissions.entry(kind.clone()).or_insert_with(usual);
        share.resources.insert(arn.clone(), ctx.now);
    }
    for principal in &subjects.principals {
        let account = check_principal(ctx, share, principal)?;
        let named = share.principals.contains_key(principal);
        share.principals.entry(principal.clone()).or_insert(ctx.now);
        if !named && account != *ctx.account {
            invite(ctx, share, account);
        }
    }
    Ok(())
}

/// A second principal of an account that has an invitation gets none.
fn invite(ctx: &mut Ctx<'_>, share: &mut Share, receiver: Account) {
    let mut sent = share.invitations.iter().rev();
    let latest = sent.find(|invitation| invitation.receiver == receiver);
    let open = latest.is_some_and(|invitation| invitation.standing(ctx.now) == Standing::Pending);
    if open {
        return;
    }
    let number = ctx.ids.uuid();
    share.invitations.push(Invitation {
        arn: ctx.arn("ram", &format!("resource-share-invitation/{number}")),
        receiver,
        sent: ctx.now,
        answer: None,
    });
}

fn leave(ctx: &mut Ctx<'_>, input: Change) -> Result<Value, AwsError> {
    let mut received = share::of(ctx, share::Owner::Others).into_iter();
    let found = received.find(|share| share.arn == input.resource_share_arn);
    let share = found.ok_or_else(|| errors::unknown(&input.resource_share_arn))?;
    let own = |principal: &String| account_of(principal).as_ref() == Some(ctx.account);
    if !input.subjects.principals.iter().all(own) || !input.subjects.resource_arns.is_empty() {
        return Err(errors::not_permitted(
            "Only the owner may change this share.",
        ));
    }
    let rows = rows_of(&share, &input.subjects, ctx.now);
    let answer = Answer::Rejected(ctx.now);
    directory::answer(ctx.world, &share.arn, ctx.account, answer);
    Ok(json!({ "resourceShareAssociations": rows, "clientToken": input.client_token }))
}

/// Only what the caller's account owns in this Region can be shared.
fn check_resource(ctx: &Ctx<'_>, arn: &str) -> Result<(), AwsError> {
    let parsed = Arn::parse(arn).ok_or_else(|| errors::malformed(arn))?;
    let here = [ctx.region.as_str(), ""].contains(&parsed.region);
    let own = parsed.account.is_empty() || parsed.account == ctx.account.as_str();
    if here && own {
        Ok(())
    } else {
        Err(errors::invalid(&format!(
            "{arn} can not be shared from here."
        )))
    }
}

/// The account that a principal is in. No account is in an organisation.
fn check_principal(ctx: &Ctx<'_>, share: &Share, principal: &str) -> Result<Account, AwsError> {
    if Arn::parse(principal).is_some_and(|arn| arn.service == "organizations") {
        return Err(errors::not_permitted(
            "The account is not in an organization.",
        ));
    }
    let account = account_of(principal)
        .ok_or_else(|| errors::invalid(&format!("Principal {principal} is not valid.")))?;
    if account != *ctx.account && !share.allow_external {
        return Err(errors::not_permitted(
            "The resource share can only be shared within your AWS Organization.",
        ));
    }
    Ok(account)
}

fn rows_of(share: &Share, subjects: &Subjects, now: Time) -> Vec<Value> {
    let principals = subjects
        .principals
        .iter()
        .map(|id| principal(share, id, now));
    let resources = subjects
        .resource_arns
        .iter()
        .map(|arn| resource(share, arn, now));
    principals.chain(resources).collect()
}

/// What the status is before the invitation is accepted follows Terraform, which waits for
/// `ASSOCIATED` only within an account.
fn principal(share: &Share, id: &str, now: Time) -> Value {
    let account = account_of(id);
    let standing = account
        .as_ref()
        .and_then(|account| share.standing(account, now));
    let status = match standing {
        Some(Standing::Accepted) | None => "ASSOCIATED",
        Some(Standing::Pending) => "ASSOCIATING",
        Some(Standing::Expired | Standing::Rejected) => "FAILED",
    };
    let since = share.principals.get(id).copied().unwrap_or(now);
    let external = account.is_none_or(|account| account != share.owner);
    row(share, id, "PRINCIPAL", status, since, external)
}

fn resource(share: &Share, arn: &str, now: Time) -> Value {
    let since = share.resources.get(arn).copied().unwrap_or(now);
    row(share, arn, "RESOURCE", "ASSOCIATED", since, false)
}

fn row(
    share: &Share,
    entity: &str,
    kind: &str,
    status: &str,
    since: Time,
    external: bool,
) -> Value {
    json!({
        "resourceShareArn": share.arn,
        "resourceShareName": share.name,
        "associatedEntity": entity,
        "associationType": kind,
        "status": status,
        "creationTime": since,
        "lastUpdatedTime": since,
        "external": external,
    })
}

// === impl Get ===

impl Get {
    fn rows(&self, share: &Share, now: Time) -> Vec<(String, Value)> {
        let all: Vec<(&String, Value)> = match self.association_type {
            Kind::Principal => {
                let ids = share.principals.keys();
                ids.map(|id| (id, principal(share, id, now))).collect()
            }
            Kind::Resource => {
                let arns = share.resources.keys();
                arns.map(|arn| (arn, resource(share, arn, now))).collect()
            }
            // Sources belong to shares for service principals, which are not simulated.
            Kind::Source => Vec::new(),
        };
        let only = self.resource_arn.as_ref().or(self.principal.as_ref());
        let status = self.association_status.as_deref();
        let wanted = all.into_iter().filter(|(entity, row)| {
            only.is_none_or(|only| only == *entity)
                && status.is_none_or(|status| row["status"] == status)
        });
        wanted
            .map(|(entity, row)| (format!("{}/{entity}", share.arn), row))
            .collect()
    }
}
