//! Tags of what is kept here.

use serde_json::{Value, json};

use super::State;
use crate::{
    context::Ctx,
    error::AwsError,
    services::tag::{Add, Of, Remove, shown},
    world::Tags,
};

pub(super) fn tag(ctx: &mut Ctx<'_>, input: Add) -> Result<Value, AwsError> {
    let arn = input.resource_arn.clone();
    input.to(named(ctx, &arn)?);
    Ok(json!({}))
}

pub(super) fn untag(ctx: &mut Ctx<'_>, input: Remove) -> Result<Value, AwsError> {
    input.from(named(ctx, &input.resource_arn)?);
    Ok(json!({}))
}

pub(super) fn list(ctx: &mut Ctx<'_>, input: Of) -> Result<Value, AwsError> {
    Ok(json!({ "ResourceTags": shown(named(ctx, &input.resource_arn)?) }))
}

fn named<'w>(ctx: &'w mut Ctx<'_>, arn: &str) -> Result<&'w mut Tags, AwsError> {
    let state = ctx.world.ce.at(ctx.account);
    let kinds = [
        &mut state.monitors,
        &mut state.subscriptions,
        &mut state.categories,
    ];
    let kept = kinds.into_iter().find_map(|kind| kind.get_mut(arn));
    kept.map(|kept| &mut kept.tags).ok_or_else(|| {
        AwsError::new(
            "ResourceNotFoundException",
            format!("No resource has the ARN {arn}."),
        )
    })
}

// === impl State ===

impl State {
    /// The tags of what has this ARN.
    pub(crate) fn tags(&self, arn: &str) -> Option<&Tags> {
        let mut kinds = [&self.monitors, &self.subscriptions, &self.categories].into_iter();
        kinds.find_map(|kind| kind.get(arn)).map(|kept| &kept.tags)
    }
}
