//! LF-tags: keys with the values that things can have.

use serde::Deserialize;
use serde_json::{Value, json};

use super::{State, access::Asker, errors, listing, own, state};
use crate::{context::Ctx, error::AwsError, paging::PageRequest, services::glue::object};

#[derive(Debug, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub(super) struct Create {
    catalog_id: Option<String>,
    tag_key: String,
    tag_values: Vec<String>,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub(super) struct One {
    catalog_id: Option<String>,
    tag_key: String,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub(super) struct List {
    catalog_id: Option<String>,
    resource_share_type: Option<String>,
    #[serde(flatten)]
    page: PageRequest,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub(super) struct Update {
    catalog_id: Option<String>,
    tag_key: String,
    #[serde(default)]
    tag_values_to_delete: Vec<String>,
    #[serde(default)]
    tag_values_to_add: Vec<String>,
}

/// An LF-tag has at most so many values (developer guide).
const VALUES: usize = 1_000;

/// A key that is there is refused; with which code is not documented.
pub(super) fn create(ctx: &mut Ctx<'_>, input: Create) -> Result<(), AwsError> {
    writable(ctx, input.catalog_id.as_deref())?;
    let tags = &mut own(ctx).tags;
    if tags.contains_key(&input.tag_key) {
        return Err(errors::invalid(&format!(
            "Tag key already exists: {}",
            input.tag_key
        )));
    }
    let mut values = input.tag_values;
    dedup(&mut values);
    tags.insert(input.tag_key, values);
    Ok(())
}

pub(super) fn get(ctx: &mut Ctx<'_>, input: One) -> Result<Value, AwsError> {
    own_catalog(ctx, input.catalog_id.as_deref())?;
    let values = values(own(ctx), &input.tag_key)?.clone();
    Ok(json!({ "CatalogId": ctx.account, "TagKey": input.tag_key, "TagValues": values }))
}

/// No LF-tags are shared between accounts.
pub(super) fn list(ctx: &mut Ctx<'_>, input: List) -> Result<Value, AwsError> {
    own_catalog(ctx, input.catalog_id.as_deref())?;
    let foreign = input.resource_share_type.as_deref() == Some("FOREIGN");
    let state = state(ctx.world, ctx.account, ctx.region);
    let tags = state.tags.iter().filter(|_| !foreign);
    let rows = tags.map(|(key, values)| {
        let shown = json!({ "CatalogId": ctx.account, "TagKey": key, "TagValues": values });
        (key.clone(), shown)
    });
    let page = listing::page(ctx, &input.page, rows)?;
    Ok(json!({ "LFTags": page.items, "NextToken": page.next_token }))
}

/// A value that is not there can not be taken away, and neither can the last one. Things that have a
/// value that goes lose the tag.
pub(super) fn update(ctx: &mut Ctx<'_>, input: Update) -> Result<(), AwsError> {
    writable(ctx, input.catalog_id.as_deref())?;
    let State { tags, tagged, .. } = own(ctx);
    let values = tags
        .get_mut(&input.tag_key)
        .ok_or_else(|| no_tag(&input.tag_key))?;
    let gone = &input.tag_values_to_delete;
    if let Some(missing) = gone.iter().find(|value| !values.contains(value)) {
        return Err(errors::invalid(&format!(
            "Tag value does not exist: {missing}"
        )));
    }
    let mut after = values.clone();
    after.retain(|value| !gone.contains(value));
    after.extend(input.tag_values_to_add.iter().cloned());
    dedup(&mut after);
    if after.is_empty() || after.len() > VALUES {
        return Err(errors::invalid("An LF-Tag has 1 to 1000 values."));
    }
    *values = after;
    for tagging in tagged {
        tagging.drop_values(&input.tag_key, gone);
    }
    Ok(())
}

/// Things that have the tag lose it.
pub(super) fn delete(ctx: &mut Ctx<'_>, input: One) -> Result<(), AwsError> {
    writable(ctx, input.catalog_id.as_deref())?;
    let State { tags, tagged, .. } = own(ctx);
    let gone = tags
        .remove(&input.tag_key)
        .ok_or_else(|| no_tag(&input.tag_key))?;
    for tagging in tagged {
        tagging.drop_values(&input.tag_key, &gone);
    }
    Ok(())
}

/// The values of a key.
pub(super) fn values<'s>(state: &'s State, key: &str) -> Result<&'s Vec<String>, AwsError> {
    state.tags.get(key).ok_or_else(|| no_tag(key))
}

/// Refuses the tags of other accounts.
pub(super) fn own_catalog(ctx: &Ctx<'_>, id: Option<&str>) -> Result<(), AwsError> {
    if object::catalog(ctx.account, id)? == *ctx.account {
        Ok(())
    } else {
        Err(errors::denied("The LF-Tags belong to another account."))
    }
}

/// Only administrators change LF-tags. The permissions on tags themselves are kept and not asked.
fn writable(ctx: &Ctx<'_>, catalog: Option<&str>) -> Result<(), AwsError> {
    own_catalog(ctx, catalog)?;
    let asker = Asker::of(ctx);
    let state = state(ctx.world, ctx.account, ctx.region);
    if state.settings.is_admin(asker.principal) {
        Ok(())
    } else {
        let message =
            "Insufficient Lake Formation permission(s): Required Create LF-Tag on Catalog";
        Err(errors::denied(message))
    }
}

fn dedup(values: &mut Vec<String>) {
    let mut seen = std::collections::BTreeSet::new();
    values.retain(|value| seen.insert(value.clone()));
}

fn no_tag(key: &str) -> AwsError {
    errors::not_found(&format!("Tag key does not exist: {key}"))
}
