//! Tags of streams.

use serde::Deserialize;
use serde_json::{Value, json};

use super::{Named, State, errors};
use crate::{context::Ctx, error::AwsError, services::tag::shown, world::Tags};

#[derive(Debug, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub(super) struct Add {
    #[serde(flatten)]
    stream: Named,
    tags: Tags,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub(super) struct Remove {
    #[serde(flatten)]
    stream: Named,
    tag_keys: Vec<String>,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub(super) struct List {
    #[serde(flatten)]
    stream: Named,
    exclusive_start_tag_key: Option<String>,
    limit: Option<usize>,
}

const TAGS_MAX: usize = 50;

pub(super) fn add(ctx: &mut Ctx<'_>, input: Add) -> Result<(), AwsError> {
    let tags = &mut input.stream.open(ctx)?.tags;
    check(&input.tags, tags)?;
    tags.extend(input.tags);
    Ok(())
}

/// A key that the stream does not have is passed over.
pub(super) fn remove(ctx: &mut Ctx<'_>, input: Remove) -> Result<(), AwsError> {
    let tags = &mut input.stream.open(ctx)?.tags;
    tags.retain(|key, _| !input.tag_keys.contains(key));
    Ok(())
}

pub(super) fn list(ctx: &mut Ctx<'_>, input: List) -> Result<Value, AwsError> {
    let (_, stream) = input.stream.find(ctx)?;
    let seen = input.exclusive_start_tag_key.as_ref();
    let rest: Tags = stream
        .tags
        .iter()
        .filter(|(key, _)| seen.is_none_or(|seen| *key > seen))
        .map(|(key, value)| (key.clone(), value.clone()))
        .collect();
    let size = input.limit.unwrap_or(TAGS_MAX);
    let page: Vec<Value> = shown(&rest).into_iter().take(size).collect();
    Ok(json!({ "HasMoreTags": page.len() < rest.len(), "Tags": page }))
}

/// Refuses tags of AWS, and too many with those that are there.
pub(super) fn check(added: &Tags, there: &Tags) -> Result<(), AwsError> {
    if added
        .keys()
        .any(|key| key.to_ascii_lowercase().starts_with("aws:"))
    {
        return Err(errors::invalid(
            "Tag keys that begin with aws: are reserved.",
        ));
    }
    let new = added.keys().filter(|key| !there.contains_key(*key));
    if there.len() + new.count() > TAGS_MAX {
        return Err(errors::invalid(format!(
            "A stream has at most {TAGS_MAX} tags."
        )));
    }
    Ok(())
}

// === impl State ===

impl State {
    /// The tags of what has this resource part in its ARN.
    pub(crate) fn tags(&self, resource: &str) -> Option<&Tags> {
        let stream = self.streams.get(resource.strip_prefix("stream/")?)?;
        Some(&stream.tags)
    }

    /// The ARNs and tags of all streams.
    pub(crate) fn tagged(&self) -> impl Iterator<Item = (&str, &Tags)> {
        let streams = self.streams.values();
        streams.map(|stream| (stream.arn.as_str(), &stream.tags))
    }
}
