//! Tags of shares.

use serde::Deserialize;
use serde_json::{Value, json};

use super::{State, errors, share};
use crate::{context::Ctx, error::AwsError, world::Tags};

#[derive(Debug, Deserialize)]
pub(super) struct Tag {
    #[serde(default)]
    key: String,
    #[serde(default)]
    value: String,
}

/// A key that a share must have, with one of these values if there are any.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Filter {
    #[serde(default)]
    tag_key: String,
    #[serde(default)]
    tag_values: Vec<String>,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Add {
    resource_share_arn: Option<String>,
    resource_arn: Option<String>,
    tags: Vec<Tag>,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Remove {
    resource_share_arn: Option<String>,
    resource_arn: Option<String>,
    tag_keys: Vec<String>,
}

pub(super) fn tag(ctx: &mut Ctx<'_>, input: Add) -> Result<(), AwsError> {
    let arn = named(input.resource_share_arn, input.resource_arn)?;
    let share = share::own(ctx, &arn)?;
    share.tags.extend(input.tags.into_iter().map(Tag::pair));
    Ok(())
}

pub(super) fn untag(ctx: &mut Ctx<'_>, input: Remove) -> Result<(), AwsError> {
    let arn = named(input.resource_share_arn, input.resource_arn)?;
    let share = share::own(ctx, &arn)?;
    share.tags.retain(|key, _| !input.tag_keys.contains(key));
    Ok(())
}

/// Tags as RAM writes them.
pub(super) fn list(tags: &Tags) -> Vec<Value> {
    let tags = tags.iter();
    tags.map(|(key, value)| json!({ "key": key, "value": value }))
        .collect()
}

/// A request names the share in one of two members.
fn named(share: Option<String>, resource: Option<String>) -> Result<String, AwsError> {
    let named = share.or(resource);
    named.ok_or_else(|| errors::invalid("A resource share ARN is needed."))
}

// === impl State ===

impl State {
    /// The tags of the share with this ARN.
    pub(crate) fn tags(&self, arn: &str) -> Option<&Tags> {
        self.shares.get(arn).map(|share| &share.tags)
    }
}

// === impl Tag ===

impl Tag {
    /// Key and value.
    pub(super) fn pair(self) -> (String, String) {
        (self.key, self.value)
    }
}

// === impl Filter ===

impl Filter {
    pub(super) fn fits(&self, tags: &Tags) -> bool {
        let value = tags.get(&self.tag_key);
        value.is_some_and(|value| self.tag_values.is_empty() || self.tag_values.contains(value))
    }
}
