//! Numbers that come from AWS End User Messaging.

use serde::Deserialize;
use serde_json::{Value, json};

use super::{PhoneNumber, inventory, turnover};
use crate::{
    context::Ctx,
    error::AwsError,
    services::connect::{errors, state},
    world::{Settling, Tags, Thing},
};

#[derive(Debug, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub(in crate::services::connect) struct Import {
    instance_id: String,
    source_phone_number_arn: String,
    phone_number_description: Option<String>,
    #[serde(default)]
    tags: Tags,
}

/// Takes as long as a claim. The other service is not simulated: the number is the next one of the
/// United States that is on offer, and a source is imported once.
pub(in crate::services::connect) fn import(
    ctx: &mut Ctx<'_>,
    input: Import,
) -> Result<Value, AwsError> {
    let source = input.source_phone_number_arn;
    if !(source.starts_with("arn:") && source.contains(":phone-number/")) {
        return Err(errors::invalid_parameter(
            "SourcePhoneNumberArn is not the ARN of a number.",
        ));
    }
    let target = state::open(ctx, &input.instance_id)?.arn.clone();
    if super::rows(ctx).any(|(_, number)| number.body.source.as_ref() == Some(&source)) {
        return Err(errors::invalid_parameter("The number is imported already."));
    }
    let (country, kind) = ("US", "DID");
    let offered = inventory::on_offer(ctx, country, kind, "").next();
    let Some((_, name)) = offered else {
        return Err(errors::invalid_parameter("There is no number left."));
    };
    let id = ctx.ids.uuid();
    let failure = ctx.stuck(&["FAILED"]);
    let failure = failure.or_else(|| turnover::obstacle(ctx, &target));
    let number = Thing {
        arn: ctx.arn("connect", &format!("phone-number/{id}")),
        id,
        name,
        tags: input.tags,
        created: ctx.now,
        modified: ctx.now,
        built_in: false,
        body: PhoneNumber {
            country: country.to_owned(),
            kind: kind.to_owned(),
            description: input.phone_number_description,
            target,
            source: Some(source),
            claim: Settling::until(ctx.done_after(super::claim::CLAIM), failure),
            claimed_at: ctx.now,
            change: None,
            gone_at: None,
            flow: None,
        },
    };
    let answer = json!({ "PhoneNumberId": number.id, "PhoneNumberArn": number.arn });
    let state = ctx.world.connect.at(ctx.account, ctx.region);
    let added = state.phone_numbers.add(number);
    debug_assert!(added.is_ok(), "a number on offer is in no table");
    Ok(answer)
}
