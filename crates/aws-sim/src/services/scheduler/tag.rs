//! Tags of groups. Schedules have none.

use serde_json::{Value, json};

use super::{Group, State, errors};
use crate::{
    arn::Arn,
    context::Ctx,
    error::AwsError,
    services::tag::{Add, Of, Remove, shown},
    world::Tags,
};

pub(super) fn tag(ctx: &mut Ctx<'_>, input: Add) -> Result<(), AwsError> {
    let tags = &mut group(ctx, &input.resource_arn)?.tags;
    input.to(tags);
    Ok(())
}

pub(super) fn untag(ctx: &mut Ctx<'_>, input: Remove) -> Result<(), AwsError> {
    let tags = &mut group(ctx, &input.resource_arn)?.tags;
    input.from(tags);
    Ok(())
}

pub(super) fn list(ctx: &mut Ctx<'_>, input: Of) -> Result<Value, AwsError> {
    let tags = &group(ctx, &input.resource_arn)?.tags;
    Ok(json!({ "Tags": shown(tags) }))
}

fn group<'w>(ctx: &'w mut Ctx<'_>, arn: &str) -> Result<&'w mut Group, AwsError> {
    let resource = Arn::parse(arn).map_or("", |arn| arn.resource);
    let name = resource.strip_prefix("schedule-group/").unwrap_or_default();
    let state = ctx.world.scheduler.at(ctx.account, ctx.region);
    let there = state
        .group(name)
        .ok_or_else(|| errors::missing("Resource", arn))?;
    Ok(state.groups.entry(name.to_owned()).or_insert(there))
}

// === impl State ===

impl State {
    /// The tags of what has this resource part in its ARN.
    pub(crate) fn tags(&self, resource: &str) -> Option<&Tags> {
        let group = self.groups.get(resource.strip_prefix("schedule-group/")?)?;
        Some(&group.tags)
    }
}
