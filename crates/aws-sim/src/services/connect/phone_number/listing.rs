//! Lists of numbers.

use serde::Deserialize;
use serde_json::{Value, json};

use super::PhoneNumber;
use crate::{
    context::Ctx,
    error::AwsError,
    paging::PageRequest,
    services::connect::{reading, state, traffic},
    world::Thing,
};

#[derive(Debug, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub(in crate::services::connect) struct ListV2 {
    target_arn: Option<String>,
    instance_id: Option<String>,
    #[serde(default)]
    phone_number_country_codes: Vec<String>,
    #[serde(default)]
    phone_number_types: Vec<String>,
    phone_number_prefix: Option<String>,
    #[serde(flatten)]
    page: PageRequest,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub(in crate::services::connect) struct List {
    instance_id: String,
    #[serde(default)]
    phone_number_types: Vec<String>,
    #[serde(default)]
    phone_number_country_codes: Vec<String>,
    #[serde(flatten)]
    page: PageRequest,
}

/// Without a target: all numbers of the account and Region. That those are listed whose claim is
/// under way, but not those whose claim failed, is a choice.
pub(in crate::services::connect) fn v2(
    ctx: &mut Ctx<'_>,
    input: ListV2,
) -> Result<Value, AwsError> {
    let target = match input.target_arn.as_deref().or(input.instance_id.as_deref()) {
        Some(arn) if traffic::is_group(arn) => Some(traffic::find(ctx, arn)?.arn.clone()),
        Some(target) => Some(state::any(ctx, target)?.arn.clone()),
        None => None,
    };
    let prefix = input.phone_number_prefix.as_deref().unwrap_or_default();
    let asked = |number: &Thing<PhoneNumber>| {
        target
            .as_ref()
            .is_none_or(|target| number.body.target == *target)
            && number.name.starts_with(prefix)
            && fits(&input.phone_number_country_codes, &number.body.country)
            && fits(&input.phone_number_types, &number.body.kind)
    };
    let rows = listed(ctx).filter(|(_, number)| asked(number));
    reading::list(ctx, &input.page, rows, "ListPhoneNumbersSummaryList", shown)
}

/// The older list, of one instance.
pub(in crate::services::connect) fn v1(ctx: &mut Ctx<'_>, input: List) -> Result<Value, AwsError> {
    let target = &state::open(ctx, &input.instance_id)?.arn;
    let asked = |number: &Thing<PhoneNumber>| {
        number.body.target == *target
            && fits(&input.phone_number_country_codes, &number.body.country)
            && fits(&input.phone_number_types, &number.body.kind)
    };
    let rows = listed(ctx).filter(|(_, number)| asked(number));
    let older = |number: &Thing<PhoneNumber>| {
        json!({
            "Id": number.id,
            "Arn": format!("{}/phone-number/{}", number.body.target, number.id),
            "PhoneNumber": number.name,
            "PhoneNumberType": number.body.kind,
            "PhoneNumberCountryCode": number.body.country,
        })
    };
    reading::list(ctx, &input.page, rows, "PhoneNumberSummaryList", older)
}

/// A number as most answers have it.
pub(super) fn shown(number: &Thing<PhoneNumber>) -> Value {
    json!({
        "PhoneNumberId": number.id,
        "PhoneNumberArn": number.arn,
        "PhoneNumber": number.name,
        "PhoneNumberCountryCode": number.body.country,
        "PhoneNumberType": number.body.kind,
        "PhoneNumberDescription": number.body.description,
        "TargetArn": number.body.target,
        "InstanceId": number.body.instance_id(),
    })
}

fn listed<'w>(ctx: &'w Ctx<'_>) -> impl Iterator<Item = (String, &'w Thing<PhoneNumber>)> {
    let failed =
        |number: &Thing<PhoneNumber>| number.body.fails() && number.body.claim.is_over(ctx.now);
    super::rows(ctx).filter(move |(_, number)| !failed(number))
}

fn fits(asked: &[String], value: &str) -> bool {
    asked.is_empty() || asked.iter().any(|one| one == value)
}
