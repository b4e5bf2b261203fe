//! Tags of trails.

use serde::Deserialize;
use serde_json::{Value, json};

use super::{State, trail};
use crate::{context::Ctx, error::AwsError, world::Tags};

#[derive(Debug, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub(super) struct Change {
    resource_id: String,
    tags_list: Vec<Tag>,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "PascalCase")]
struct Tag {
    key: String,
    #[serde(default)]
    value: String,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub(super) struct List {
    resource_id_list: Vec<String>,
}

pub(super) fn add(ctx: &mut Ctx<'_>, input: Change) -> Result<(), AwsError> {
    let tags = input.tags_list.into_iter().map(|tag| (tag.key, tag.value));
    named(trail(ctx, &input.resource_id))?.tags.extend(tags);
    Ok(())
}

pub(super) fn remove(ctx: &mut Ctx<'_>, input: Change) -> Result<(), AwsError> {
    let trail = named(trail(ctx, &input.resource_id))?;
    for tag in input.tags_list {
        trail.tags.remove(&tag.key);
    }
    Ok(())
}

pub(super) fn list(ctx: &mut Ctx<'_>, input: List) -> Result<Value, AwsError> {
    let mut all = Vec::new();
    for id in input.resource_id_list {
        let tags = named(trail(ctx, &id))?.tags.iter();
        let tags: Vec<Value> = tags
            .map(|(key, value)| json!({ "Key": key, "Value": value }))
            .collect();
        all.push(json!({ "ResourceId": id, "TagsList": tags }));
    }
    Ok(json!({ "ResourceTagList": all }))
}

/// Tags have another word for a trail that is not there.
fn named<T>(found: Result<T, AwsError>) -> Result<T, AwsError> {
    found.map_err(|error| AwsError::new("ResourceNotFoundException", error.message))
}

// === impl State ===

impl State {
    /// The ARNs and tags of all trails.
    pub(crate) fn tagged(&self) -> impl Iterator<Item = (&str, &Tags)> {
        let trails = self.trails.values();
        trails.map(|trail| (trail.arn.as_str(), &trail.tags))
    }

    /// The tags of what has this resource part in its ARN.
    pub(crate) fn tags(&self, resource: &str) -> Option<&Tags> {
        let trail = self.trails.get(resource.strip_prefix("trail/")?)?;
        Some(&trail.tags)
    }
}
