//! Tags of delivery streams.

use serde::Deserialize;
use serde_json::{Value, json};

use super::{State, errors, find, open};
use crate::{
    context::Ctx,
    error::AwsError,
    services::tag::{Tag, shown},
    world::Tags,
};

#[derive(Debug, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub(super) struct Add {
    delivery_stream_name: String,
    tags: Vec<Tag>,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub(super) struct Remove {
    delivery_stream_name: String,
    tag_keys: Vec<String>,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub(super) struct List {
    delivery_stream_name: String,
    exclusive_start_tag_key: Option<String>,
    limit: Option<usize>,
}

const TAGS_MAX: usize = 50;

pub(super) fn add(ctx: &mut Ctx<'_>, input: Add) -> Result<Value, AwsError> {
    let tags = &mut open(ctx, &input.delivery_stream_name)?.tags;
    let added: Tags = input.tags.into_iter().map(Tag::pair).collect();
    check(&added, tags)?;
    tags.extend(added);
    Ok(json!({}))
}

/// A key that the stream does not have is passed over.
pub(super) fn remove(ctx: &mut Ctx<'_>, input: Remove) -> Result<Value, AwsError> {
    let tags = &mut open(ctx, &input.delivery_stream_name)?.tags;
    tags.retain(|key, _| !input.tag_keys.contains(key));
    Ok(json!({}))
}

pub(super) fn list(ctx: &mut Ctx<'_>, input: List) -> Result<Value, AwsError> {
    let tags = &find(ctx, &input.delivery_stream_name)?.tags;
    let seen = input.exclusive_start_tag_key.as_ref();
    let rest: Tags = tags
        .iter()
        .filter(|(key, _)| seen.is_none_or(|seen| *key > seen))
        .map(|(key, value)| (key.clone(), value.clone()))
        .collect();
    let size = input.limit.unwrap_or(TAGS_MAX);
    let page: Vec<Value> = shown(&rest).into_iter().take(size).collect();
    Ok(json!({ "HasMoreTags": page.len() < rest.len(), "Tags": page }))
}

/// Refuses too many tags with those that are there.
pub(super) fn check(added: &Tags, there: &Tags) -> Result<(), AwsError> {
    let new = added.keys().filter(|key| !there.contains_key(*key));
    if there.len() + new.count() > TAGS_MAX {
        return Err(errors::limit(format!(
            "A Firehose stream has at most {TAGS_MAX} tags."
        )));
    }
    Ok(())
}

// === impl State ===

impl State {
    /// The tags of what has this resource part in its ARN.
    pub(crate) fn tags(&self, resource: &str) -> Option<&Tags> {
        let stream = self
            .streams
            .get(resource.strip_prefix("deliverystream/")?)?;
        Some(&stream.tags)
    }

    /// The ARNs and tags of all streams.
    pub(crate) fn tagged(&self) -> impl Iterator<Item = (&str, &Tags)> {
        let streams = self.streams.values();
        streams.map(|stream| (stream.arn.as_str(), &stream.tags))
    }
}
