//! Invitations to shares of other accounts, as their receiver sees them.

use serde::Deserialize;
use serde_json::{Value, json};

use super::{
    directory, errors, listing,
    share::{self, Answer, Invitation, Paging, Share, Standing},
};
use crate::{context::Ctx, error::AwsError};

#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Get {
    #[serde(default)]
    resource_share_invitation_arns: Vec<String>,
    #[serde(default)]
    resource_share_arns: Vec<String>,
    #[serde(flatten)]
    page: Paging,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Answered {
    resource_share_invitation_arn: String,
    client_token: Option<String>,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Resources {
    resource_share_invitation_arn: String,
    #[serde(flatten)]
    page: Paging,
}

/// An invitation that ran out is shown as such for as long as its share is there; for how long AWS
/// shows it is not documented. An ARN of a share that invites nobody here is an empty list, and no
/// error.
pub(super) fn get(ctx: &mut Ctx<'_>, input: Get) -> Result<Value, AwsError> {
    let received = received(ctx);
    let asked = &input.resource_share_invitation_arns;
    let known = |arn: &&String| received.iter().any(|(_, of)| of.arn == **arn);
    if let Some(missing) = asked.iter().find(|arn| !known(arn)) {
        share::parse(missing)?;
        return Err(errors::no_invitation(missing));
    }
    for arn in &input.resource_share_arns {
        share::parse(arn)?;
    }
    let of = &input.resource_share_arns;
    let shown = received.iter().filter(|(share, invitation)| {
        (asked.is_empty() || asked.contains(&invitation.arn))
            && (of.is_empty() || of.contains(&share.arn))
    });
    let rows = shown.map(|(of, invitation)| (invitation.arn.clone(), row(ctx, of, invitation)));
    let page = share::page(ctx, &input.page, rows)?;
    Ok(json!({ "resourceShareInvitations": page.items, "nextToken": page.next_token }))
}

pub(super) fn accept(ctx: &mut Ctx<'_>, input: Answered) -> Result<Value, AwsError> {
    let answer = Answer::Accepted(ctx.now);
    answered(ctx, input, answer)
}

pub(super) fn reject(ctx: &mut Ctx<'_>, input: Answered) -> Result<Value, AwsError> {
    let answer = Answer::Rejected(ctx.now);
    answered(ctx, input, answer)
}

pub(super) fn resources(ctx: &mut Ctx<'_>, input: Resources) -> Result<Value, AwsError> {
    let (share, invitation) = find(ctx, &input.resource_share_invitation_arn)?;
    match invitation.standing(ctx.now) {
        Standing::Rejected => Err(closed("AlreadyRejected", &invitation)),
        Standing::Expired => Err(closed("Expired", &invitation)),
        Standing::Accepted | Standing::Pending => {
            let rows = share.resources.iter();
            let rows =
                rows.map(|(arn, since)| (arn.clone(), listing::resource(&share, arn, *since)));
            let page = share::page(ctx, &input.page, rows)?;
            Ok(json!({ "resources": page.items, "nextToken": page.next_token }))
        }
    }
}

/// Only a pending invitation can be answered, and only once.
fn answered(ctx: &mut Ctx<'_>, input: Answered, answer: Answer) -> Result<Value, AwsError> {
    let (share, mut invitation) = find(ctx, &input.resource_share_invitation_arn)?;
    match invitation.standing(ctx.now) {
        Standing::Pending => {}
        Standing::Accepted => return Err(closed("AlreadyAccepted", &invitation)),
        Standing::Rejected => return Err(closed("AlreadyRejected", &invitation)),
        Standing::Expired => return Err(closed("Expired", &invitation)),
    }
    invitation.answer = Some(answer);
    let shown = row(ctx, &share, &invitation);
    directory::answer(ctx.world, &share.arn, ctx.account, answer);
    Ok(json!({ "resourceShareInvitation": shown, "clientToken": input.client_token }))
}

/// The invitations that the caller's account has got in this Region, in order of their ARNs.
fn received(ctx: &Ctx<'_>) -> Vec<(Share, Invitation)> {
    let shares = directory::all(ctx.world, ctx.region).into_iter();
    let mut received: Vec<_> = shares
        .flat_map(|share| {
            let sent = share.invitations.clone().into_iter();
            sent.map(move |invitation| (share.clone(), invitation))
        })
        .filter(|(_, of)| of.receiver == *ctx.account && ctx.visible(of.sent))
        .collect();
    received.sort_by(|(_, left), (_, right)| left.arn.cmp(&right.arn));
    received
}

fn find(ctx: &Ctx<'_>, arn: &str) -> Result<(Share, Invitation), AwsError> {
    share::parse(arn)?;
    let mut received = received(ctx).into_iter();
    let found = received.find(|(_, invitation)| invitation.arn == arn);
    found.ok_or_else(|| errors::no_invitation(arn))
}

fn closed(how: &str, invitation: &Invitation) -> AwsError {
    AwsError::new(
        format!("ResourceShareInvitation{how}Exception"),
        format!(
            "Invitation {} can not be answered any more.",
            invitation.arn
        ),
    )
}

fn row(ctx: &Ctx<'_>, share: &Share, invitation: &Invitation) -> Value {
    json!({
        "resourceShareInvitationArn": invitation.arn,
        "resourceShareName": share.name,
        "resourceShareArn": share.arn,
        "senderAccountId": share.owner,
        "receiverAccountId": invitation.receiver,
        "invitationTimestamp": invitation.sent,
        "status": invitation.standing(ctx.now).as_str(),
    })
}
