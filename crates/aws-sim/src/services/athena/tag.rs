//! Tags of work groups and data catalogs.

use serde::Deserialize;
use serde_json::{Value, json};

use super::{State, errors, state, work_group::page_of};
use crate::{
    context::Ctx,
    error::AwsError,
    paging::PageRequest,
    services::tag::{Add, Remove},
    world::Tags,
};

#[derive(Debug, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub(super) struct List {
    #[serde(rename = "ResourceARN")]
    resource_arn: String,
    #[serde(flatten)]
    page: PageRequest,
}

pub(super) fn tag(ctx: &mut Ctx<'_>, input: Add) -> Result<(), AwsError> {
    let tags = tags(ctx, &input.resource_arn)?;
    input.to(tags);
    Ok(())
}

pub(super) fn untag(ctx: &mut Ctx<'_>, input: Remove) -> Result<(), AwsError> {
    let tags = tags(ctx, &input.resource_arn)?;
    input.from(tags);
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

// === impl State ===

impl State {
    /// The tags of what has this resource part in its ARN.
    pub(crate) fn tags(&self, resource: &str) -> Option<&Tags> {
        match resource.split_once('/')? {
            ("workgroup", name) => self.work_groups.get(name).map(|group| &group.tags),
            ("datacatalog", name) => self.catalogs.get(name).map(|catalog| &catalog.tags),
            _ => None,
        }
    }
}
