//! Tags of budgets.

use serde_json::{Value, json};

use super::{Budget, State, errors};
use crate::{
    context::Ctx,
    error::AwsError,
    services::tag::{Add, Of, Remove, shown},
    world::Tags,
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
    Ok(json!({ "ResourceTags": shown(tags) }))
}

/// `arn:aws:budgets::111111111111:budget/NAME`
fn named<'w>(ctx: &'w mut Ctx<'_>, arn: &str) -> Result<&'w mut Budget, AwsError> {
    let name = arn.split_once(":budget/").map_or("", |(_, name)| name);
    let budgets = &mut ctx.world.budgets.at(ctx.account).budgets;
    let budget = budgets.get_mut(name);
    budget.ok_or_else(|| errors::missing(&format!("the resource: {arn}")))
}

// === impl State ===

impl State {
    /// The tags of what has this resource part in its ARN.
    pub(crate) fn tags(&self, resource: &str) -> Option<&Tags> {
        let budget = self.budgets.get(resource.strip_prefix("budget/")?)?;
        Some(&budget.tags)
    }
}
