//! Changes of a claimed number, and its release.

use std::time::Duration;

use serde::Deserialize;
use serde_json::{Value, json};

use super::{KIND, Named, claim, find, find_mut};
use crate::{
    context::Ctx,
    error::AwsError,
    services::connect::{errors, uses},
    world::Settling,
};

#[derive(Debug, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub(in crate::services::connect) struct Move {
    phone_number_id: String,
    target_arn: Option<String>,
    instance_id: Option<String>,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub(in crate::services::connect) struct Metadata {
    phone_number_id: String,
    phone_number_description: Option<String>,
}

const CHANGE: Duration = Duration::from_secs(3);
const RELEASE: Duration = Duration::from_secs(5);

/// Gives the number to another instance. Its flow does not go along.
pub(in crate::services::connect) fn r#move(
    ctx: &mut Ctx<'_>,
    input: Move,
) -> Result<Value, AwsError> {
    find(ctx, &input.phone_number_id)?;
    let target = claim::target(
        ctx,
        input.target_arn.as_deref(),
        input.instance_id.as_deref(),
    )?;
    let (now, settling) = (
        ctx.now,
        Settling::until(ctx.done_after(CHANGE), ctx.stuck(&["FAILED"])),
    );
    let number = find_mut(ctx, &input.phone_number_id)?;
    if number.body.target != target {
        number.body.flow = None;
        number.body.target = target;
    }
    number.body.settling = settling;
    number.modified = now;
    Ok(json!({ "PhoneNumberId": number.id, "PhoneNumberArn": number.arn }))
}

/// An empty description goes.
pub(in crate::services::connect) fn metadata(
    ctx: &mut Ctx<'_>,
    input: Metadata,
) -> Result<(), AwsError> {
    let now = ctx.now;
    let number = find_mut(ctx, &input.phone_number_id)?;
    if let Some(description) = input.phone_number_description {
        number.body.description = Some(description).filter(|text| !text.is_empty());
    }
    number.modified = now;
    Ok(())
}

/// Which use makes AWS refuse is not documented. Here it is that of a queue as its caller id.
pub(in crate::services::connect) fn release(
    ctx: &mut Ctx<'_>,
    input: Named,
) -> Result<(), AwsError> {
    let number = find(ctx, &input.phone_number_id)?;
    let state = ctx.world.connect.get(ctx.account, ctx.region);
    let mut instances = state.into_iter().flat_map(|state| state.instances.values());
    if let Some(by) = instances.find_map(|instance| uses::phone_number(instance, &number.id)) {
        return Err(errors::in_use(KIND, &number.arn, by));
    }
    let gone_at = ctx.done_after(RELEASE);
    find_mut(ctx, &input.phone_number_id)?
        .body
        .gone_at
        .get_or_insert(gone_at);
    Ok(())
}
