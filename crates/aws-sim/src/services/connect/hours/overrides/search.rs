//! Searching for overrides over all hours of an instance.

use serde_json::{Value, json};

use super::{Override, shown};
use crate::{
    context::Ctx,
    error::AwsError,
    services::connect::{
        hours::{Hours, day},
        reading::Query,
        state,
    },
    world::Thing,
};

/// Overrides have no tags of their own: the tag filter looks at those of their hours.
pub(in crate::services::connect) fn search(
    ctx: &mut Ctx<'_>,
    query: Query,
) -> Result<Value, AwsError> {
    let instance = state::open(ctx, &query.instance_id)?;
    let all = instance.hours.rows().flat_map(|(key, hours)| {
        let overrides = hours.body.overrides.rows();
        overrides.map(move |(inner, found)| (format!("{key}/{inner}"), hours, found))
    });
    let found: Vec<_> = all
        .filter(|(_, hours, found)| ctx.searchable(found.created) && fits(&query, hours, found))
        .collect();
    let total = found.len();
    let rows = found
        .into_iter()
        .map(|(key, hours, found)| (key, shown(hours, found)));
    let page = ctx.page(&query.page, rows)?;
    Ok(json!({
        "HoursOfOperationOverrides": page.items,
        "NextToken": page.next_token,
        "ApproximateTotalCount": total,
    }))
}

fn fits(query: &Query, hours: &Thing<Hours>, found: &Thing<Override>) -> bool {
    let criteria = &query.search_criteria;
    query.search_filter.passes(&hours.tags)
        && criteria.fits(&|name| field(hours, found, name), &|_, condition| {
            is_dated(&found.body, condition)
        })
}

fn field<'t>(hours: &'t Thing<Hours>, found: &'t Thing<Override>, name: &str) -> Option<&'t str> {
    match name {
        "name" => Some(&found.name),
        "description" => found.body.description.as_deref(),
        "overridetype" => Some(&found.body.kind),
        "resourceid" | "hoursofoperationoverrideid" => Some(&found.id),
        "hoursofoperationid" => Some(&hours.id),
        _ => None,
    }
}

/// `DateCondition`. Dates as they are written compare like dates.
fn is_dated(found: &Override, condition: &Value) -> bool {
    let text = |member: &str| condition[member].as_str().unwrap_or_default();
    let date = match text("FieldName").to_lowercase().as_str() {
        "effectivefrom" => day::written(found.from),
        "effectivetill" => day::written(found.till),
        _ => return false,
    };
    let wanted = text("Value");
    match text("ComparisonType") {
        "GREATER_THAN" => *date > *wanted,
        "LESS_THAN" => *date < *wanted,
        "GREATER_THAN_OR_EQUAL_TO" => *date >= *wanted,
        "LESS_THAN_OR_EQUAL_TO" => *date <= *wanted,
        _ => date == wanted,
    }
}
