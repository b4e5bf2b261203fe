//! Tags of what is kept here.

use serde::Deserialize;
use serde_json::{Value, json};

use crate::{context::Ctx, error::AwsError, world::Tags};

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
    resource_tags: Vec<Tag>,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub(super) struct Remove {
    resource_arn: String,
    resource_tag_keys: Vec<String>,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub(super) struct Of {
    resource_arn: String,
}

pub(super) fn tag(ctx: &mut Ctx<'_>, input: Add) -> Result<Value, AwsError> {
    let tags = input.resource_tags.into_iter().map(Tag::pair);
    named(ctx, &input.resource_arn)?.extend(tags);
    Ok(json!({}))
}

pub(super) fn untag(ctx: &mut Ctx<'_>, input: Remove) -> Result<Value, AwsError> {
    let tags = named(ctx, &input.resource_arn)?;
    tags.retain(|key, _| !input.resource_tag_keys.contains(key));
    Ok(json!({}))
}

pub(super) fn list(ctx: &mut Ctx<'_>, input: Of) -> Result<Value, AwsError> {
    let tags = named(ctx, &input.resource_arn)?.iter();
    let tags = tags.map(|(key, value)| json!({ "Key": key, "Value": value }));
    Ok(json!({ "ResourceTags": tags.collect::<Vec<_>>() }))
}

fn named<'w>(ctx: &'w mut Ctx<'_>, arn: &str) -> Result<&'w mut Tags, AwsError> {
    let state = ctx.world.ce.at(ctx.account);
    let kinds = [
        &mut state.monitors,
        &mut state.subscriptions,
        &mut state.categories,
    ];
    let kept = kinds.into_iter().find_map(|kind| kind.get_mut(arn));
    kept.map(|kept| &mut kept.tags).ok_or_else(|| {
        AwsError::new(
            "ResourceNotFoundException",
            format!("No resource has the ARN {arn}."),
        )
    })
}

// === impl Tag ===

impl Tag {
    /// Key and value.
    pub(super) fn pair(self) -> (String, String) {
        (self.key, self.value)
    }
}
