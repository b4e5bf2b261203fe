//! What the bill can be asked by.

use std::collections::BTreeSet;

use serde::Deserialize;
use serde_json::{Value, json};

use super::{
    calendar::Period,
    filter::Filter,
    ledger::{self, ENDPOINT, SPLIT},
};
use crate::{context::Ctx, error::AwsError};

#[derive(Debug, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub(super) struct Values {
    time_period: Period,
    dimension: String,
    search_string: Option<String>,
    #[serde(default)]
    filter: Filter,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub(super) struct Tags {
    time_period: Period,
    tag_key: Option<String>,
    search_string: Option<String>,
    #[serde(default)]
    filter: Filter,
}

pub(super) fn values(ctx: &mut Ctx<'_>, input: Values) -> Result<Value, AwsError> {
    let rows = ledger::rows(ctx, input.time_period.days()?);
    let rows = rows.filter(|row| input.filter.takes(row));
    let found: BTreeSet<String> = rows
        .filter_map(|row| row.dimension(&input.dimension))
        .collect();
    let values: Vec<Value> = searched(found, input.search_string.as_deref())
        .map(|value| json!({ "Value": value, "Attributes": {} }))
        .collect();
    Ok(json!({
        "ReturnSize": values.len(),
        "TotalSize": values.len(),
        "DimensionValues": values,
    }))
}

/// The keys of tags that are active, or the values of one of them.
pub(super) fn tags(ctx: &mut Ctx<'_>, input: Tags) -> Result<Value, AwsError> {
    let days = input.time_period.days()?;
    let found: BTreeSet<String> = if let Some(key) = &input.tag_key {
        let rows = ledger::rows(ctx, days).filter(|row| input.filter.takes(row));
        rows.map(|row| row.tag(key).to_owned()).collect()
    } else {
        let rows = ledger::rows(ctx, days);
        rows.flat_map(|row| {
            [SPLIT, ENDPOINT]
                .into_iter()
                .filter(move |key| !row.tag(key).is_empty())
        })
        .map(str::to_owned)
        .collect()
    };
    let tags: Vec<String> = searched(found, input.search_string.as_deref()).collect();
    Ok(json!({ "ReturnSize": tags.len(), "TotalSize": tags.len(), "Tags": tags }))
}

fn searched(values: BTreeSet<String>, search: Option<&str>) -> impl Iterator<Item = String> {
    let search = search.map(str::to_lowercase);
    values.into_iter().filter(move |value| {
        search
            .as_ref()
            .is_none_or(|part| value.to_lowercase().contains(part.as_str()))
    })
}
