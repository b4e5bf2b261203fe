//! Tags of budgets.

use serde::Deserialize;
use serde_json::{Value, json};

use super::{Budget, errors};
use crate::{context::Ctx, error::AwsError};

#[derive(Debug, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub(super) struct Tag {
    key: String,
    value: String,
}

#[derive(Debug, Deserialize)]
pub(super) struct Add {
    #[serde(rename = "ResourceARN")]
    arn: String,
    #[serde(rename = "ResourceTags")]
    tags: Vec<Tag>,
}

#[derive(Debug, Deserialize)]
pub(super) struct Remove {
    #[serde(rename = "ResourceARN")]
    arn: String,
    #[serde(rename = "ResourceTagKeys")]
    keys: Vec<String>,
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
    tags.retain(|key, _| !input.keys.contains(key));
    Ok(())
}

pub(super) fn list(ctx: &mut Ctx<'_>, input: Of) -> Result<Value, AwsError> {
    let tags = named(ctx, &input.arn)?.tags.iter();
    let tags = tags.map(|(key, value)| json!({ "Key": key, "Value": value }));
    Ok(json!({ "ResourceTags": tags.collect::<Vec<_>>() }))
}

/// `arn:aws:budgets::111111111111:budget/NAME`
fn named<'w>(ctx: &'w mut Ctx<'_>, arn: &str) -> Result<&'w mut Budget, AwsError> {
    let name = arn.split_once(":budget/").map_or("", |(_, name)| name);
    let budgets = &mut ctx.world.budgets.at(ctx.account).budgets;
    let budget = budgets.get_mut(name);
    budget.ok_or_else(|| errors::missing(&format!("the resource: {arn}")))
}

// === impl Tag ===

impl Tag {
    /// Key and value.
    pub(super) fn pair(self) -> (String, String) {
        (self.key, self.value)
    }
}
