//! Tags of rules.

use serde_json::{Value, json};

use super::{Rule, rule};
use crate::{
    arn::Arn,
    context::Ctx,
    error::AwsError,
    services::tag::{Add, Of, Remove, shown},
};

pub(super) fn tag(ctx: &mut Ctx<'_>, input: Add) -> Result<(), AwsError> {
    let tags = &mut named(ctx, &input.resource_arn)?.tags;
    input.to(tags);
    Ok(())
}

pub(super) fn untag(ctx: &mut Ctx<'_>, input: Remove) -> Result<(), AwsError> {
    let tags = &mut named(ctx, &input.resource_arn)?.tags;
    input.from(tags);
    Ok(())
}

pub(super) fn list(ctx: &mut Ctx<'_>, input: Of) -> Result<Value, AwsError> {
    let tags = &named(ctx, &input.resource_arn)?.tags;
    Ok(json!({ "Tags": shown(tags) }))
}

fn named<'w>(ctx: &'w mut Ctx<'_>, arn: &str) -> Result<&'w mut Rule, AwsError> {
    let resource = Arn::parse(arn).map_or("", |arn| arn.resource);
    let name = resource.strip_prefix("rule/").unwrap_or_default();
    rule(ctx, None, name.strip_prefix("default/").unwrap_or(name))
}
