//! Tags of functions and of mappings.

use serde::Deserialize;
use serde_json::{Value, json};

use super::{Named, State, function, mapping};
use crate::{context::Ctx, error::AwsError, world::Tags};

#[derive(Debug, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub(super) struct Add {
    resource: String,
    tags: Tags,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub(super) struct Remove {
    resource: String,
    tag_keys: Vec<String>,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub(super) struct Of {
    resource: String,
}

pub(super) fn tag(ctx: &mut Ctx<'_>, input: Add) -> Result<(), AwsError> {
    tags(ctx, &input.resource)?.extend(input.tags);
    Ok(())
}

pub(super) fn untag(ctx: &mut Ctx<'_>, input: Remove) -> Result<(), AwsError> {
    let tags = tags(ctx, &input.resource)?;
    tags.retain(|key, _| !input.tag_keys.contains(key));
    Ok(())
}

pub(super) fn list(ctx: &mut Ctx<'_>, input: Of) -> Result<Value, AwsError> {
    Ok(json!({ "Tags": tags(ctx, &input.resource)? }))
}

fn tags<'w>(ctx: &'w mut Ctx<'_>, arn: &str) -> Result<&'w mut Tags, AwsError> {
    match arn.split_once(":event-source-mapping:") {
        Some((_, id)) => Ok(&mut mapping::mapping(ctx, id)?.tags),
        None => Ok(&mut function(ctx, &Named::read(arn, None))?.tags),
    }
}

// === impl State ===

impl State {
    /// The ARNs and tags of all functions.
    pub(crate) fn tagged(&self) -> impl Iterator<Item = (&str, &Tags)> {
        let functions = self.functions.values();
        functions.map(|function| (function.arn.as_str(), &function.tags))
    }
}
