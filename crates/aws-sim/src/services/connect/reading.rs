//! Lists and searches, which are alike for all kinds.

use serde::Deserialize;
use serde_json::{Value, json};

use super::{
    errors,
    search::{Criteria, Filter},
};
use crate::{
    context::Ctx,
    error::AwsError,
    paging::PageRequest,
    world::{Tags, Thing, Things},
};

/// What a list of all things of a kind asks for.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub(super) struct List {
    pub(super) instance_id: String,
    #[serde(flatten)]
    pub(super) page: PageRequest,
}

/// What a search asks for.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub(super) struct Query {
    pub(super) instance_id: String,
    #[serde(flatten)]
    pub(super) page: PageRequest,
    #[serde(default)]
    pub(super) search_filter: Filter,
    #[serde(default)]
    pub(super) search_criteria: Criteria,
}

/// The thing that was asked for as `id`, if reads show it by now.
pub(super) fn seen<'i, T>(
    ctx: &Ctx<'_>,
    thing: &'i Thing<T>,
    kind: &str,
    id: &str,
) -> Result<&'i Thing<T>, AwsError> {
    if ctx.visible(thing.created) {
        Ok(thing)
    } else {
        Err(errors::not_found(kind, id))
    }
}

/// One page of the `things` that reads show, as the output's `member`.
pub(super) fn list<'i, T: 'i>(
    ctx: &Ctx<'_>,
    page: &PageRequest,
    things: impl IntoIterator<Item = (String, &'i Thing<T>)>,
    member: &str,
    show: impl Fn(&'i Thing<T>) -> Value,
) -> Result<Value, AwsError> {
    let rows = things
        .into_iter()
        .filter(|(_, thing)| ctx.visible(thing.created));
    let page = ctx.page(page, rows)?;
    let shown: Vec<_> = page.items.into_iter().map(show).collect();
    Ok(json!({ member: shown, "NextToken": page.next_token }))
}

/// One page of the `things` that searches show and that fit, as the output's `member`. The total is
/// counted for the first page, and its token hands it on: that it may be out of date by the last
/// one is a choice.
pub(super) fn search<'i, T>(
    ctx: &Ctx<'_>,
    page: &PageRequest,
    things: &'i Things<T>,
    member: &str,
    fits: impl Fn(&'i Thing<T>) -> bool,
    show: impl Fn(&'i Thing<T>) -> Value,
) -> Result<Value, AwsError> {
    let found = |thing: &'i Thing<T>| ctx.searchable(thing.created) && fits(thing);
    let seen = ctx.seen(page);
    let seen = seen.as_deref().and_then(|key| key.split_once(' '));
    let total = match seen {
        Some((total, _)) => total.to_owned(),
        None => format!("{:012}", things.iter().filter(|thing| found(thing)).count()),
    };
    let rows = things
        .rows_after(seen.map(|(_, key)| key))
        .filter(|(_, thing)| found(thing))
        .map(|(key, thing)| (format!("{total} {key}"), thing));
    let page = ctx.page(page, rows)?;
    let shown: Vec<_> = page.items.into_iter().map(show).collect();
    Ok(json!({
        member: shown,
        "NextToken": page.next_token,
        "ApproximateTotalCount": total.parse().unwrap_or(0_u64),
    }))
}

// === impl Query ===

impl Query {
    /// Whether a thing fits that has these tags and fields, and no conditions of its own kind.
    pub(super) fn fits<'v, V: IntoIterator<Item = &'v str>>(
        &self,
        tags: &Tags,
        field: &impl Fn(&str) -> V,
    ) -> bool {
        self.search_filter.passes(tags) && self.search_criteria.fits(field, &|_, _| true)
    }
}
