//! Tags of groups, by the operations of old, which take a name, and those of today, which take an
//! ARN.

use serde::Deserialize;
use serde_json::{Value, json};

use super::{State, errors, group};
use crate::{context::Ctx, error::AwsError, world::Tags};

#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct AddToGroup {
    log_group_name: String,
    tags: Tags,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct RemoveFromGroup {
    log_group_name: String,
    tags: Vec<String>,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct OfGroup {
    log_group_name: String,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Add {
    resource_arn: String,
    tags: Tags,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Remove {
    resource_arn: String,
    tag_keys: Vec<String>,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Of {
    resource_arn: String,
}

/// A resource has at most so many tags (API reference, `TagResource`).
const MOST: usize = 50;

pub(super) fn tag_group(ctx: &mut Ctx<'_>, input: AddToGroup) -> Result<(), AwsError> {
    add(ctx, &input.log_group_name, input.tags, || {
        errors::invalid("A log group has at most 50 tags.")
    })
}

pub(super) fn untag_group(ctx: &mut Ctx<'_>, input: RemoveFromGroup) -> Result<(), AwsError> {
    remove(ctx, &input.log_group_name, &input.tags)
}

pub(super) fn list_group(ctx: &mut Ctx<'_>, input: OfGroup) -> Result<Value, AwsError> {
    Ok(json!({ "tags": group(ctx, &input.log_group_name)?.tags }))
}

pub(super) fn tag(ctx: &mut Ctx<'_>, input: Add) -> Result<(), AwsError> {
    add(ctx, &input.resource_arn, input.tags, || {
        AwsError::new(
            "TooManyTagsException",
            "A resource can have no more than 50 tags.",
        )
        .with("resourceName", &input.resource_arn)
    })
}

pub(super) fn untag(ctx: &mut Ctx<'_>, input: Remove) -> Result<(), AwsError> {
    remove(ctx, &input.resource_arn, &input.tag_keys)
}

pub(super) fn list(ctx: &mut Ctx<'_>, input: Of) -> Result<Value, AwsError> {
    Ok(json!({ "tags": group(ctx, &input.resource_arn)?.tags }))
}

fn add(
    ctx: &mut Ctx<'_>,
    id: &str,
    tags: Tags,
    too_many: impl FnOnce() -> AwsError,
) -> Result<(), AwsError> {
    let there = &mut group(ctx, id)?.tags;
    let new = tags.keys().filter(|key| !there.contains_key(*key)).count();
    if there.len() + new > MOST {
        return Err(too_many());
    }
    there.extend(tags);
    Ok(())
}

fn remove(ctx: &mut Ctx<'_>, id: &str, keys: &[String]) -> Result<(), AwsError> {
    group(ctx, id)?.tags.retain(|key, _| !keys.contains(key));
    Ok(())
}

// === impl State ===

impl State {
    /// The ARNs and tags of all groups.
    pub(crate) fn tagged(&self) -> impl Iterator<Item = (&str, &Tags)> {
        let groups = self.groups.values();
        groups.map(|group| (group.arn.as_str(), &group.tags))
    }

    /// The tags of what has this resource part in its ARN.
    pub(crate) fn tags(&self, resource: &str) -> Option<&Tags> {
        let name = resource.strip_prefix("log-group:")?;
        let name = name.split(':').next().unwrap_or(name);
        self.groups.get(name).map(|group| &group.tags)
    }
}
