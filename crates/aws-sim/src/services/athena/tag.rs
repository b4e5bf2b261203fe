//! Tags of work groups and data catalogs.

use serde::Deserialize;
use serde_json::{Value, json};

use super::{errors, state, work_group::page_of};
use crate::{context::Ctx, error::AwsError, paging::PageRequest, world::Tags};

#[derive(Debug, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub(super) struct Tag {
    key: String,
    #[serde(default)]
    value: String,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub(super) struct Add {
    #[serde(rename = "ResourceARN")]
    resource_arn: String,
    tags: Vec<Tag>,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub(super) struct Remove {
    #[serde(rename = "ResourceARN")]
    resource_arn: String,
    tag_keys: Vec<String>,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub(super) struct List {
    #[serde(rename = "ResourceARN")]
    resource_arn: String,
    #[serde(flatten)]
    page: PageRequest,
}

pub(super) fn tag(ctx: &mut Ctx<'_>, input: Add) -> Result<(), AwsError> {
    tags(ctx, &input.resource_arn)?.extend(input.tags.into_iter().map(Tag::pair));
    Ok(())
}

pub(super) fn untag(ctx: &mut Ctx<'_>, input: Remove) -> Result<(), AwsError> {
    tags(ctx, &input.resource_arn)?.retain(|key, _| !input.tag_keys.contains(key));
    Ok(())
}

pub(super) fn list(ctx: &mut Ctx<'_>, input: List) -> Result<Value, AwsError> {
    let tags = tags(ctx, &input.resource_arn)?.clone();
    let shown = tags.into_iter().map(|(key, value)| {
        let shown = json!({ "Key": key, "Value": value });
        (key, shown)
    });
    let page = page_of(ctx, &input.page, shown)?;
    Ok(json!({ "Tags": page.items, "NextToken": page.next_token }))
}

fn tags<'w>(ctx: &'w mut Ctx<'_>, arn: &str) -> Result<&'w mut Tags, AwsError> {
    let ours = ctx.arn("athena", "");
    let state = state(ctx);
    let path = arn
        .strip_prefix(&ours)
        .and_then(|path| path.split_once('/'));
    let found = match path {
        Some(("workgroup", name)) => state.work_groups.get_mut(name).map(|group| &mut group.tags),
        Some(("datacatalog", name)) => state
            .catalogs
            .get_mut(name)
            .map(|catalog| &mut catalog.tags),
        _ => None,
    };
    found.ok_or_else(|| errors::not_found(format!("Resource {arn} was not found"), arn))
}

// === impl Tag ===

impl Tag {
    pub(super) fn pair(self) -> (String, String) {
        (self.key, self.value)
    }
}
