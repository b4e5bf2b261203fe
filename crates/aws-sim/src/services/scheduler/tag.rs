//! Tags of groups. Schedules have none.

use serde::Deserialize;
use serde_json::{Value, json};

use super::{Group, errors};
use crate::{arn::Arn, context::Ctx, error::AwsError};

#[derive(Debug, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub(super) struct Tag {
    key: String,
    value: String,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub(super) struct Add {
    resource_arn: String,
    tags: Vec<Tag>,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub(super) struct Remove {
    resource_arn: String,
    tag_keys: Vec<String>,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub(super) struct Of {
    resource_arn: String,
}

pub(super) fn tag(ctx: &mut Ctx<'_>, input: Add) -> Result<(), AwsError> {
    let tags = input.tags.into_iter().map(Tag::pair);
    group(ctx, &input.resource_arn)?.tags.extend(tags);
    Ok(())
}

pub(super) fn untag(ctx: &mut Ctx<'_>, input: Remove) -> Result<(), AwsError> {
    let tags = &mut group(ctx, &input.resource_arn)?.tags;
    tags.retain(|key, _| !input.tag_keys.contains(key));
    Ok(())
}

pub(super) fn list(ctx: &mut Ctx<'_>, input: Of) -> Result<Value, AwsError> {
    let tags = group(ctx, &input.resource_arn)?.tags.iter();
    let tags = tags.map(|(key, value)| json!({ "Key": key, "Value": value }));
    Ok(json!({ "Tags": tags.collect::<Vec<_>>() }))
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

// === impl Tag ===

impl Tag {
    /// Key and value.
    pub(super) fn pair(self) -> (String, String) {
        (self.key, self.value)
    }
}
