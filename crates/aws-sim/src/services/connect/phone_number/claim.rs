//! From the offer to a claimed number.

use std::time::Duration;

use serde::Deserialize;
use serde_json::{Value, json};

use super::{KIND, PhoneNumber, inventory};
use crate::{
    context::Ctx,
    error::AwsError,
    faults::Stuck,
    services::connect::{errors, state},
    world::{Settling, Tags, Thing},
};

#[derive(Debug, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub(in crate::services::connect) struct Search {
    target_arn: Option<String>,
    instance_id: Option<String>,
    phone_number_country_code: String,
    phone_number_type: String,
    phone_number_prefix: Option<String>,
    max_results: Option<usize>,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub(in crate::services::connect) struct Claim {
    target_arn: Option<String>,
    instance_id: Option<String>,
    phone_number: String,
    phone_number_description: Option<String>,
    #[serde(default)]
    tags: Tags,
}

const CLAIM: Duration = Duration::from_secs(5);
const CANDIDATES_MAX: usize = 10;

/// Answers one page; AWS too offers no more than ten at once.
pub(in crate::services::connect) fn search(
    ctx: &mut Ctx<'_>,
    input: Search,
) -> Result<Value, AwsError> {
    target(
        ctx,
        input.target_arn.as_deref(),
        input.instance_id.as_deref(),
    )?;
    let (country, kind) = (&input.phone_number_country_code, &input.phone_number_type);
    let count = input
        .max_results
        .unwrap_or(CANDIDATES_MAX)
        .min(CANDIDATES_MAX);
    let prefix = input.phone_number_prefix.as_deref();
    let candidates = inventory::on_offer(ctx, country, kind, prefix, count);
    let shown = |number: String| {
        json!({
            "PhoneNumber": number,
            "PhoneNumberCountryCode": country,
            "PhoneNumberType": kind,
        })
    };
    let list: Vec<_> = candidates.into_iter().map(shown).collect();
    Ok(json!({ "AvailableNumbersList": list }))
}

/// Answers at once. A full quota shows later, as the status `FAILED` with a message.
pub(in crate::services::connect) fn claim(
    ctx: &mut Ctx<'_>,
    input: Claim,
) -> Result<Value, AwsError> {
    let target = target(
        ctx,
        input.target_arn.as_deref(),
        input.instance_id.as_deref(),
    )?;
    let Some((country, kind)) = inventory::kind_of(&input.phone_number) else {
        return Err(not_available(&input.phone_number));
    };
    if !inventory::is_free(ctx, &input.phone_number) {
        return Err(not_available(&input.phone_number));
    }
    let id = ctx.ids.uuid();
    let number = Thing {
        arn: ctx.arn("connect", &format!("phone-number/{id}")),
        id,
        name: input.phone_number.clone(),
        tags: input.tags,
        created: ctx.now,
        modified: ctx.now,
        built_in: false,
        body: PhoneNumber {
            country: country.to_owned(),
            kind: kind.to_owned(),
            description: input.phone_number_description,
            settling: Settling::until(ctx.done_after(CLAIM), failure(ctx, &target)),
            target,
            gone_at: None,
            flow: None,
        },
    };
    let answer = json!({ "PhoneNumberId": number.id, "PhoneNumberArn": number.arn });
    let state = ctx.world.connect.at(ctx.account, ctx.region);
    let added = state.phone_numbers.add(number);
    added
        .map_err(|_| not_available(&input.phone_number))
        .map(|()| answer)
}

/// The ARN of the instance that is meant. Traffic distribution groups are not kept yet.
pub(super) fn target(
    ctx: &Ctx<'_>,
    arn: Option<&str>,
    instance_id: Option<&str>,
) -> Result<String, AwsError> {
    let Some(target) = arn.or(instance_id) else {
        return Err(errors::invalid_request(
            "TargetArn or InstanceId is needed.",
        ));
    };
    Ok(state::open(ctx, target)?.arn.clone())
}

fn failure(ctx: &Ctx<'_>, target: &str) -> Option<Stuck> {
    let limit = ctx.quota("phone-numbers");
    let state = ctx.world.connect.get(ctx.account, ctx.region);
    let numbers = state
        .into_iter()
        .flat_map(|state| state.phone_numbers.iter());
    let full = numbers
        .filter(|number| number.body.target == target)
        .count() as u64
        >= limit;
    let quota = || Stuck {
        state: "FAILED".to_owned(),
        reason: format!("The quota of {limit} phone numbers of the instance is full."),
    };
    ctx.stuck(&["FAILED"]).or_else(|| full.then(quota))
}

fn not_available(number: &str) -> AwsError {
    errors::invalid_parameter(&format!("{KIND} not available: {number}"))
}
