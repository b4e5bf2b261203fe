//! Which tags there are in an instance.

use std::collections::BTreeSet;

use serde::Deserialize;
use serde_json::{Value, json};

use crate::{
    context::Ctx,
    error::AwsError,
    paging::PageRequest,
    services::connect::{
        errors,
        state::{self, Instance},
    },
    world::{Tags, Things},
};

#[derive(Debug, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub(in crate::services::connect) struct Search {
    instance_id: String,
    #[serde(default)]
    resource_types: Vec<String>,
    #[serde(default)]
    search_criteria: Criteria,
    #[serde(flatten)]
    page: PageRequest,
}

#[derive(Debug, Default, Deserialize)]
#[serde(default, rename_all = "PascalCase")]
struct Criteria {
    tag_search_condition: Option<Condition>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(default, rename_all = "camelCase")]
struct Condition {
    tag_key: Option<String>,
    tag_value: Option<String>,
    tag_key_comparison_type: Option<String>,
    tag_value_comparison_type: Option<String>,
}

/// The types of which tags are found (API reference).
const TYPES: &[&str] = &[
    "AGENT",
    "CONTACT_FLOW",
    "FLOW_MODULE",
    "OPERATING_HOURS",
    "PROMPT",
    "ROUTING_PROFILE",
    "SECURITY_PROFILE",
    "STANDARD_QUEUE",
    "TRANSFER_DESTINATION",
];

/// Every pair of key and value once, by key.
pub(in crate::services::connect) fn search(
    ctx: &mut Ctx<'_>,
    input: Search,
) -> Result<Value, AwsError> {
    let types = &input.resource_types;
    if let Some(unknown) = types.iter().find(|of| !TYPES.contains(&of.as_str())) {
        return Err(errors::invalid_parameter(&format!(
            "ResourceTypes: there is no type {unknown}."
        )));
    }
    let instance = state::open(ctx, &input.instance_id)?;
    let condition = input.search_criteria.tag_search_condition.as_ref();
    let mut found = BTreeSet::new();
    for of_type in TYPES {
        if types.is_empty() || types.iter().any(|wanted| wanted == of_type) {
            let pairs = tags(ctx, instance, of_type).into_iter().flatten();
            found.extend(pairs.filter(|(key, value)| {
                condition.is_none_or(|condition| condition.fits(key, value))
            }));
        }
    }
    let rows = found.into_iter().map(|(key, value)| {
        let shown = json!({ "key": key, "value": value });
        (format!("{key}\u{0}{value}"), shown)
    });
    let page = ctx.page(&input.page, rows)?;
    Ok(json!({ "Tags": page.items, "NextToken": page.next_token }))
}

/// The tags of all things of a type.
fn tags<'i>(ctx: &Ctx<'_>, instance: &'i Instance, of_type: &str) -> Vec<&'i Tags> {
    match of_type {
        "AGENT" => among(ctx, &instance.users),
        "CONTACT_FLOW" => among(ctx, &instance.flows),
        "FLOW_MODULE" => among(ctx, &instance.flow_modules),
        "OPERATING_HOURS" => among(ctx, &instance.hours),
        "PROMPT" => among(ctx, &instance.prompts),
        "ROUTING_PROFILE" => among(ctx, &instance.routing_profiles),
        "SECURITY_PROFILE" => among(ctx, &instance.security_profiles),
        "STANDARD_QUEUE" => among(ctx, &instance.queues),
        _ => among(ctx, &instance.quick_connects),
    }
}

fn among<'t, T>(ctx: &Ctx<'_>, things: &'t Things<T>) -> Vec<&'t Tags> {
    let seen = things.iter().filter(|thing| ctx.searchable(thing.created));
    seen.map(|thing| &thing.tags).collect()
}

fn compares(wanted: Option<&str>, comparison: Option<&str>, value: &str) -> bool {
    let Some(wanted) = wanted else {
        return true;
    };
    match comparison {
        Some("STARTS_WITH") => value.to_lowercase().starts_with(&wanted.to_lowercase()),
        Some("CONTAINS") => value.to_lowercase().contains(&wanted.to_lowercase()),
        _ => value == wanted,
    }
}

// === impl Condition ===

impl Condition {
    fn fits(&self, key: &str, value: &str) -> bool {
        let by_key = self.tag_key_comparison_type.as_deref();
        let by_value = self.tag_value_comparison_type.as_deref();
        compares(self.tag_key.as_deref(), by_key, key)
            && compares(self.tag_value.as_deref(), by_value, value)
    }
}
