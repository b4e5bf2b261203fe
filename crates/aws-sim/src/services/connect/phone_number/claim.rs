//! From the offer to a claimed number.

use std::time::Duration;

use serde::Deserialize;
use serde_json::{Value, json};

use super::{KIND, PhoneNumber, check_token, inventory, turnover};
use crate::{
    context::Ctx,
    error::AwsError,
    paging::PageRequest,
    services::connect::{errors, state, traffic},
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
    #[serde(flatten)]
    page: PageRequest,
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
    client_token: Option<String>,
}

/// How long a claim takes, about.
pub(super) const CLAIM: Duration = Duration::from_secs(5);

/// Does not list that there is no such instance, and answers it as an invalid parameter.
pub(in crate::services::connect) fn search(
    ctx: &mut Ctx<'_>,
    input: Search,
) -> Result<Value, AwsError> {
    target(
        ctx,
        input.target_arn.as_deref(),
        input.instance_id.as_deref(),
    )
    .map_err(|error| errors::invalid_parameter(&error.message))?;
    let prefix = input.phone_number_prefix.unwrap_or_default();
    if !prefix.is_empty() && !prefix.starts_with('+') {
        return Err(errors::invalid_parameter(
            "PhoneNumberPrefix does not begin with + and a country code.",
        ));
    }
    let (country, kind) = (&input.phone_number_country_code, &input.phone_number_type);
    let shown = |number: String| {
        json!({
            "PhoneNumber": number,
            "PhoneNumberCountryCode": country,
            "PhoneNumberType": kind,
        })
    };
    let rows = inventory::on_offer(ctx, country, kind, &prefix);
    let page = ctx.page(&input.page, rows.map(|(key, number)| (key, shown(number))))?;
    Ok(json!({ "AvailableNumbersList": page.items, "NextToken": page.next_token }))
}

/// Answers at once. A full quota shows later, as the status `FAILED` with a message; then the
/// number is kept for another claim, which gets the same id, for a day.
pub(in crate::services::connect) fn claim(
    ctx: &mut Ctx<'_>,
    input: Claim,
) -> Result<Value, AwsError> {
    check_token(input.client_token.as_deref())?;
    let target = target(
        ctx,
        input.target_arn.as_deref(),
        input.instance_id.as_deref(),
    )?;
    let (id, country, kind) = candidate(ctx, &input.phone_number)?;
    let id = id.unwrap_or_else(|| ctx.ids.uuid());
    let failure = ctx.stuck(&["FAILED"]);
    let failure = failure
        .or_else(|| turnover::obstacle(ctx, &target))
        .or_else(|| turnover::churn(ctx));
    let fails = failure.is_some();
    let number = Thing {
        arn: ctx.arn("connect", &format!("phone-number/{id}")),
        id,
        name: input.phone_number,
        tags: input.tags,
        created: ctx.now,
        modified: ctx.now,
        built_in: false,
        body: PhoneNumber {
            country,
            kind,
            description: input.phone_number_description,
            target,
            source: None,
            claim: Settling::until(ctx.done_after(CLAIM), failure),
            claimed_at: ctx.now,
            change: None,
            gone_at: None,
            flow: None,
        },
    };
    let answer = json!({ "PhoneNumberId": number.id, "PhoneNumberArn": number.arn });
    let now = ctx.now;
    let state = ctx.world.connect.at(ctx.account, ctx.region);
    state.phone_numbers.remove(&number.id);
    if !fails {
        state.phone_churn.push(now);
    }
    let added = state.phone_numbers.add(number);
    debug_assert!(added.is_ok(), "a number that is free is in no table");
    Ok(answer)
}

/// The ARN of the instance or traffic distribution group that is meant. If an ARN and an instance are
/// given, the ARN decides, which is a choice.
pub(super) fn target(
    ctx: &Ctx<'_>,
    arn: Option<&str>,
    instance_id: Option<&str>,
) -> Result<String, AwsError> {
    let Some(target) = arn.or(instance_id) else {
        return Err(errors::invalid_parameter(
            "TargetArn or InstanceId is needed.",
        ));
    };
    if traffic::is_group(target) {
        return traffic::target(ctx, target);
    }
    Ok(state::open(ctx, target)?.arn.clone())
}

/// Country and type of a number that can be claimed, with its id if a claim of it failed.
fn candidate(ctx: &Ctx<'_>, number: &str) -> Result<(Option<String>, String, String), AwsError> {
    let state = ctx.world.connect.get(ctx.account, ctx.region);
    let own = state.and_then(|state| state.phone_numbers.named(number));
    if let Some(own) = own.filter(|own| own.body.fails() && own.body.claim.is_over(ctx.now)) {
        let (country, kind) = (own.body.country.clone(), own.body.kind.clone());
        return Ok((Some(own.id.clone()), country, kind));
    }
    let offered = inventory::offered(ctx, number);
    let (country, kind) = offered
        .ok_or_else(|| errors::invalid_parameter(&format!("{KIND} not available: {number}")))?;
    Ok((None, country.to_owned(), kind.to_owned()))
}
