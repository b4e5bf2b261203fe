//! Tags of keys.

use serde::Deserialize;
use serde_json::{Value, json};

use super::{
    page::Paging,
    state::{open_key, own_key},
};
use crate::{context::Ctx, error::AwsError, world::Tags};

#[derive(Debug, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub(super) struct Tag {
    tag_key: String,
    tag_value: String,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub(super) struct Add {
    key_id: String,
    tags: Vec<Tag>,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub(super) struct Remove {
    key_id: String,
    tag_keys: Vec<String>,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub(super) struct List {
    key_id: String,
    #[serde(flatten)]
    page: Paging,
}

/// How many tags a key may have.
const TAGS_MAX: usize = 50;

pub(super) fn tag(ctx: &mut Ctx<'_>, input: Add) -> Result<(), AwsError> {
    let added = checked(input.tags)?;
    let tags = &mut open_key(ctx, &input.key_id)?.tags;
    let new = added.keys().filter(|key| !tags.contains_key(*key)).count();
    if tags.len() + new > TAGS_MAX {
        return Err(refused("Too many tags"));
    }
    tags.extend(added);
    Ok(())
}

/// A tag that the key does not have is passed over.
pub(super) fn untag(ctx: &mut Ctx<'_>, input: Remove) -> Result<(), AwsError> {
    let tags = &mut open_key(ctx, &input.key_id)?.tags;
    tags.retain(|key, _| !input.tag_keys.contains(key));
    Ok(())
}

pub(super) fn list(ctx: &mut Ctx<'_>, input: List) -> Result<Value, AwsError> {
    let tags = own_key(ctx, &input.key_id)?.tags.iter();
    let rows = tags.map(|(key, value)| {
        let row = json!({ "TagKey": key, "TagValue": value });
        (key.clone(), row)
    });
    let rows = rows.collect();
    input.page.page(ctx, "Tags", rows)
}

/// The tags of a request.
pub(super) fn checked(tags: Vec<Tag>) -> Result<Tags, AwsError> {
    let mut checked = Tags::new();
    for Tag { tag_key, tag_value } in tags {
        if tag_key.to_ascii_lowercase().starts_with("aws:") {
            return Err(refused(
                "aws: prefixed tag key names are not allowed for external use.",
            ));
        }
        if checked.insert(tag_key, tag_value).is_some() {
            return Err(refused("Duplicate tag keys"));
        }
    }
    if checked.len() > TAGS_MAX {
        return Err(refused("Too many tags"));
    }
    Ok(checked)
}

fn refused(message: &str) -> AwsError {
    AwsError::new("TagException", message)
}
