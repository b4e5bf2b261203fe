//! Tags of rules.

use serde::Deserialize;
use serde_json::{Value, json};

use super::{Rule, rule};
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
    #[serde(rename = "ResourceARN")]
    arn: String,
    tags: Vec<Tag>,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub(super) struct Remove {
    #[serde(rename = "ResourceARN")]
    arn: String,
    tag_keys: Vec<String>,
}

#[derive(Debug, Deserialize)]
pub(super) struct Of {
    #[serde(rename = "ResourceARN")]
    arn: String,
}

pub(super) fn tag(ctx: &mut Ctx<'_>, input: Add) -> Result<(), AwsError> {
    let tags = input.tags.into_iter().map(Tag::pair);
    named(ctx, &input.arn)?.tags.extend(tags);
    Ok(())
}

pub(super) fn untag(ctx: &mut Ctx<'_>, input: Remove) -> Result<(), AwsError> {
    let tags = &mut named(ctx, &input.arn)?.tags;
    tags.retain(|key, _| !input.tag_keys.contains(key));
    Ok(())
}

pub(super) fn list(ctx: &mut Ctx<'_>, input: Of) -> Result<Value, AwsError> {
    let tags = named(ctx, &input.arn)?.tags.iter();
    let tags = tags.map(|(key, value)| json!({ "Key": key, "Value": value }));
    Ok(json!({ "Tags": tags.collect::<Vec<_>>() }))
}

fn named<'w>(ctx: &'w mut Ctx<'_>, arn: &str) -> Result<&'w mut Rule, AwsError> {
    let resource = Arn::parse(arn).map_or("", |arn| arn.resource);
    let name = resource.strip_prefix("rule/").unwrap_or_default();
    rule(ctx, None, name.strip_prefix("default/").unwrap_or(name))
}

// === impl Tag ===

impl Tag {
    /// Key and value.
    pub(super) fn pair(self) -> (String, String) {
        (self.key, self.value)
    }
}
