//! Metric filters: kept, and counting nothing, because there are no metrics here.

use serde::Deserialize;
use serde_json::{Map, Value, json};

use super::{errors, group, millis, pattern};
use crate::{context::Ctx, error::AwsError, paging::PageRequest};

#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Put {
    log_group_name: String,
    filter_name: String,
    filter_pattern: String,
    /// The transformations, and whatever else a filter is told.
    #[serde(flatten)]
    rest: Map<String, Value>,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Describe {
    log_group_name: Option<String>,
    filter_name_prefix: Option<String>,
    metric_name: Option<String>,
    metric_namespace: Option<String>,
    next_token: Option<String>,
    limit: Option<usize>,
}

/// A filter of either sort.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Named {
    pub(super) log_group_name: String,
    pub(super) filter_name: String,
}

/// A group has at most so many (CloudWatch Logs quotas, user guide).
const MOST: usize = 100;

/// A filter that is there is told anew.
pub(super) fn put(ctx: &mut Ctx<'_>, input: Put) -> Result<(), AwsError> {
    pattern::check(&input.filter_pattern)?;
    let now = millis(ctx.now);
    let filters = &mut group(ctx, &input.log_group_name)?.metric_filters;
    if filters.len() >= MOST && !filters.contains_key(&input.filter_name) {
        return Err(errors::limit());
    }
    let mut filter = json!({
        "filterName": input.filter_name,
        "logGroupName": input.log_group_name,
        "filterPattern": input.filter_pattern,
        "creationTime": now,
    });
    for (member, value) in input.rest {
        filter[member] = value;
    }
    filters.insert(input.filter_name, filter);
    Ok(())
}

/// Of one group, or of all of them.
pub(super) fn describe(ctx: &mut Ctx<'_>, input: Describe) -> Result<Value, AwsError> {
    if let Some(name) = &input.log_group_name {
        group(ctx, name)?;
    }
    let state = ctx.world.logs.get(ctx.account, ctx.region);
    let groups = state.into_iter().flat_map(|state| &state.groups);
    let named = groups.filter(|(name, _)| {
        let wanted = input.log_group_name.as_ref();
        wanted.is_none_or(|wanted| wanted == *name)
    });
    let filters = named.flat_map(|(of, group)| {
        let filters = group.metric_filters.iter();
        filters.map(move |(name, filter)| (format!("{of}\n{name}"), filter))
    });
    let rows = filters.filter(|(_, filter)| input.asks_for(filter));
    let request = PageRequest {
        max_results: input.limit,
        next_token: input.next_token.clone(),
    };
    let page = ctx.page(&request, rows)?;
    Ok(json!({ "metricFilters": page.items, "nextToken": page.next_token }))
}

pub(super) fn delete(ctx: &mut Ctx<'_>, input: Named) -> Result<(), AwsError> {
    let filters = &mut group(ctx, &input.log_group_name)?.metric_filters;
    let gone = filters.remove(&input.filter_name);
    gone.map(drop).ok_or_else(errors::no_filter)
}

// === impl Describe ===

impl Describe {
    fn asks_for(&self, filter: &Value) -> bool {
        let prefix = self.filter_name_prefix.as_deref().unwrap_or_default();
        let name = filter["filterName"].as_str().unwrap_or_default();
        let metric = &filter["metricTransformations"][0];
        let is = |wanted: &Option<String>, member: &str| {
            wanted
                .as_ref()
                .is_none_or(|wanted| metric[member] == **wanted)
        };
        name.starts_with(prefix)
            && is(&self.metric_name, "metricName")
            && is(&self.metric_namespace, "metricNamespace")
    }
}
