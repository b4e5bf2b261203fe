//! What security profiles permit.

use std::{collections::BTreeSet, sync::LazyLock};

use serde::Deserialize;
use serde_json::{Value, json};

use super::{KIND, find};
use crate::{
    context::Ctx,
    error::AwsError,
    paging::PageRequest,
    services::connect::{errors, reading, state},
};

#[derive(Debug, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub(in crate::services::connect) struct List {
    instance_id: String,
    security_profile_id: String,
    #[serde(flatten)]
    page: PageRequest,
}

/// The permissions of a profile, by name.
pub(in crate::services::connect) fn list(
    ctx: &mut Ctx<'_>,
    input: List,
) -> Result<Value, AwsError> {
    let instance = state::open(ctx, &input.instance_id)?;
    let id = &input.security_profile_id;
    let profile = reading::seen(ctx, find(instance, id)?, KIND, id)?;
    let permissions = profile.body.permissions.iter();
    let page = ctx.page(&input.page, permissions.map(|name| (name.clone(), name)))?;
    Ok(json!({
        "Permissions": page.items,
        "NextToken": page.next_token,
        "LastModifiedTime": profile.modified,
        "LastModifiedRegion": ctx.region,
    }))
}

/// Every permission that there is.
pub(super) fn all() -> BTreeSet<String> {
    KNOWN.iter().map(|name| (*name).to_owned()).collect()
}

/// These permissions, if they all exist. That one that does not exist is an invalid parameter is a
/// choice.
pub(super) fn checked(names: Vec<String>) -> Result<BTreeSet<String>, AwsError> {
    let unknown: Vec<_> = names
        .iter()
        .filter(|name| !KNOWN.contains(name.as_str()))
        .map(String::as_str)
        .collect();
    if unknown.is_empty() {
        return Ok(names.into_iter().collect());
    }
    Err(errors::invalid_parameter(&format!(
        "Permissions: there are no {}.",
        unknown.join(", ")
    )))
}

static KNOWN: LazyLock<BTreeSet<&str>> = LazyLock::new(|| {
    let table = include_str!("../../../../model/permissions.table");
    table
        .lines()
        .filter(|line| !line.starts_with('#'))
        .collect()
});
