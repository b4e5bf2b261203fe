//! Changes of a claimed number, and its release.

use std::time::Duration;

use serde::Deserialize;
use serde_json::{Value, json};

use super::{KIND, PhoneNumber, check_token, claim, find, find_mut, turnover};
use crate::{
    context::Ctx,
    error::AwsError,
    services::connect::{errors, uses},
    world::{Settling, Thing},
};

#[derive(Debug, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub(in crate::services::connect) struct Move {
    phone_number_id: String,
    target_arn: Option<String>,
    instance_id: Option<String>,
    client_token: Option<String>,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub(in crate::services::connect) struct Metadata {
    phone_number_id: String,
    phone_number_description: Option<String>,
    client_token: Option<String>,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub(in crate::services::connect) struct Release {
    phone_number_id: String,
    client_token: Option<String>,
}

const CHANGE: Duration = Duration::from_secs(3);
const RELEASE: Duration = Duration::from_secs(5);

/// Gives the number to another instance. Its flow does not go along. If the quota of that instance
/// is full, the number stays where it is, with its flow, and its status becomes `FAILED`; that it
/// stays is a choice.
pub(in crate::services::connect) fn r#move(
    ctx: &mut Ctx<'_>,
    input: Move,
) -> Result<Value, AwsError> {
    check_token(input.client_token.as_deref())?;
    let number = find(ctx, &input.phone_number_id)?;
    number.body.check_settled(&number.arn, ctx.now)?;
    let target = claim::target(
        ctx,
        input.target_arn.as_deref(),
        input.instance_id.as_deref(),
    )?;
    let moves = number.body.target != target;
    if moves {
        check_unused(ctx, number)?;
    }
    let obstacle = || turnover::obstacle(ctx, &target).filter(|_| moves);
    let failure = ctx.stuck(&["FAILED"]).or_else(obstacle);
    let (now, done_at) = (ctx.now, ctx.done_after(CHANGE));
    let number = find_mut(ctx, &input.phone_number_id)?;
    if moves && failure.is_none() {
        number.body.flow = None;
        number.body.target = target;
    }
    number.body.change = Some(Settling::until(done_at, failure));
    number.modified = now;
    Ok(json!({ "PhoneNumberId": number.id, "PhoneNumberArn": number.arn }))
}

/// An empty description goes.
pub(in crate::services::connect) fn metadata(
    ctx: &mut Ctx<'_>,
    input: Metadata,
) -> Result<(), AwsError> {
    check_token(input.client_token.as_deref())?;
    let now = ctx.now;
    let number = find_mut(ctx, &input.phone_number_id)?;
    if let Some(description) = input.phone_number_description {
        number.body.description = Some(description).filter(|text| !text.is_empty());
    }
    number.modified = now;
    Ok(())
}

/// Which use makes AWS refuse is not documented. Here it is that of a queue as its caller id, and a
/// change that is under way. A second release changes nothing.
pub(in crate::services::connect) fn release(
    ctx: &mut Ctx<'_>,
    input: Release,
) -> Result<(), AwsError> {
    check_token(input.client_token.as_deref())?;
    let number = find(ctx, &input.phone_number_id)?;
    if number.body.gone_at.is_some() {
        return Ok(());
    }
    if !number.body.fails() {
        number.body.check_settled(&number.arn, ctx.now)?;
    }
    check_unused(ctx, number)?;
    let gone_at = ctx.done_after(RELEASE);
    find_mut(ctx, &input.phone_number_id)?.body.gone_at = Some(gone_at);
    Ok(())
}

fn check_unused(ctx: &Ctx<'_>, number: &Thing<PhoneNumber>) -> Result<(), AwsError> {
    let state = ctx.world.connect.get(ctx.account, ctx.region);
    let mut instances = state.into_iter().flat_map(|state| state.instances.values());
    match instances.find_map(|instance| uses::phone_number(instance, &number.id)) {
        Some(by) => Err(errors::in_use(KIND, &number.arn, by)),
        None => Ok(()),
    }
}
