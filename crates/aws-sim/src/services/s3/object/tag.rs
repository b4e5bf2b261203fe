//! Tags of objects.

use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use super::super::{
    address::{Address, open, open_mut},
    errors,
};
use crate::{context::Ctx, error::AwsError, protocol::percent, world::Tags};

#[derive(Debug, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub(super) struct Tagged {
    #[serde(flatten)]
    at: Address,
    version_id: Option<String>,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub(super) struct Put {
    #[serde(flatten)]
    of: Tagged,
    tagging: TagSet,
}

/// Tags as messages have them.
#[derive(Debug, Deserialize, Serialize)]
#[serde(rename_all = "PascalCase")]
pub(in crate::services::s3) struct TagSet {
    tag_set: Vec<Tag>,
}

#[derive(Debug, Deserialize, Serialize)]
#[serde(rename_all = "PascalCase")]
struct Tag {
    key: String,
    value: String,
}

const TAGS_MAX: usize = 10;

pub(super) fn get(ctx: &mut Ctx<'_>, input: Tagged) -> Result<Value, AwsError> {
    let bucket = open(ctx, &input.at)?;
    let (version, object) = bucket.object(&input.at.key, input.version_id.as_deref())?;
    let tags = TagSet::from(&object.tags);
    Ok(json!({ "TagSet": tags.tag_set, "VersionId": bucket.shown_id(&version.id) }))
}

pub(super) fn put(ctx: &mut Ctx<'_>, input: Put) -> Result<Value, AwsError> {
    let tags = input.tagging.read()?;
    check(&tags)?;
    set(ctx, &input.of, tags)
}

pub(super) fn delete(ctx: &mut Ctx<'_>, input: Tagged) -> Result<Value, AwsError> {
    set(ctx, &input, Tags::new())
}

fn set(ctx: &mut Ctx<'_>, of: &Tagged, tags: Tags) -> Result<Value, AwsError> {
    let bucket = open(ctx, &of.at)?;
    let (version, _) = bucket.object(&of.at.key, of.version_id.as_deref())?;
    let answer = json!({ "VersionId": bucket.shown_id(&version.id) });
    let bucket = open_mut(ctx, &of.at)?;
    bucket
        .object_mut(&of.at.key, of.version_id.as_deref())?
        .tags = tags;
    Ok(answer)
}

/// The tags in the header of a write: `team=a&stage=b`.
pub(super) fn read(text: &str) -> Result<Tags, AwsError> {
    let pairs = percent::pairs(text);
    let count = pairs.len();
    let tags = pairs.into_iter().collect::<Tags>();
    if tags.len() < count {
        return Err(errors::invalid_tag(
            "Cannot provide multiple Tags with the same key",
        ));
    }
    check(&tags)?;
    Ok(tags)
}

/// Refuses more tags, or longer ones, than an object can have.
pub(super) fn check(tags: &Tags) -> Result<(), AwsError> {
    if tags.len() > TAGS_MAX {
        let message = "Object tags cannot be greater than 10";
        return Err(errors::other(400, "BadRequest", message));
    }
    check_texts(tags)
}

fn check_texts(tags: &Tags) -> Result<(), AwsError> {
    for (key, value) in tags {
        if key.is_empty() || key.chars().count() > 128 {
            return Err(errors::invalid_tag(
                "The TagKey you have provided is invalid",
            ));
        }
        if value.chars().count() > 256 {
            return Err(errors::invalid_tag(
                "The TagValue you have provided is invalid",
            ));
        }
        if key.to_ascii_lowercase().starts_with("aws:") {
            return Err(errors::invalid_tag(
                "System tags cannot be added/updated by requester",
            ));
        }
    }
    Ok(())
}

// === impl TagSet ===

impl TagSet {
    /// The tags, each key once.
    pub(in crate::services::s3) fn read(self) -> Result<Tags, AwsError> {
        let mut tags = Tags::new();
        for tag in self.tag_set {
            if tags.insert(tag.key, tag.value).is_some() {
                return Err(errors::invalid_tag(
                    "Cannot provide multiple Tags with the same key",
                ));
            }
        }
        check_texts(&tags)?;
        Ok(tags)
    }
}

impl From<&Tags> for TagSet {
    fn from(tags: &Tags) -> Self {
        let tag = |(key, value): (&String, &String)| Tag {
            key: key.clone(),
            value: value.clone(),
        };
        Self {
            tag_set: tags.iter().map(tag).collect(),
        }
    }
}
