//! Tags of topics.

use serde_json::{Value, json};

use super::{State, Topic, topic};
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
    Ok(json!({ "Tags": shown(tags) }))
}

/// Tags have another word for a topic that is not there.
fn named<'w>(ctx: &'w mut Ctx<'_>, arn: &str) -> Result<&'w mut Topic, AwsError> {
    topic(ctx, arn).map_err(|_| AwsError::new("ResourceNotFound", "Resource does not exist"))
}

// === impl State ===

impl State {
    /// The ARNs and tags of all topics.
    pub(crate) fn tagged(&self) -> impl Iterator<Item = (&str, &Tags)> {
        let topics = self.topics.iter();
        topics.map(|(arn, topic)| (arn.as_str(), &topic.tags))
    }
}
