//! Subscription filters: kept, and sending nothing, as all that would go by itself.

use serde::Deserialize;
use serde_json::{Map, Value, json};

use super::{errors, group, metric_filter::Named, millis, pattern};
use crate::{arn::Arn, context::Ctx, error::AwsError, paging::PageRequest};

#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Put {
    log_group_name: String,
    filter_name: String,
    filter_pattern: String,
    destination_arn: String,
    distribution: Option<String>,
    /// The role, and whatever else a filter is told.
    #[serde(flatten)]
    rest: Map<String, Value>,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Describe {
    log_group_name: String,
    filter_name_prefix: Option<String>,
    next_token: Option<String>,
    limit: Option<usize>,
}

/// A group has at most so many (API reference, `PutSubscriptionFilter`).
const MOST: usize = 2;

/// A filter that is there is told anew. Where it sends to is not looked up, but has to be of a
/// service that takes logs.
pub(super) fn put(ctx: &mut Ctx<'_>, input: Put) -> Result<(), AwsError> {
    pattern::check(&input.filter_pattern)?;
    let service = Arn::parse(&input.destination_arn).map_or("", |arn| arn.service);
    if !["kinesis", "firehose", "lambda", "logs"].contains(&service) {
        return Err(errors::invalid("destinationArn for vendor is not valid"));
    }
    let now = millis(ctx.now);
    let filters = &mut group(ctx, &input.log_group_name)?.subscription_filters;
    if filters.len() >= MOST && !filters.contains_key(&input.filter_name) {
        return Err(errors::limit());
    }
    let mut filter = json!({
        "filterName": input.filter_name,
        "logGroupName": input.log_group_name,
        "filterPattern": input.filter_pattern,
        "destinationArn": input.destination_arn,
        "distribution": input.distribution.as_deref().unwrap_or("ByLogStream"),
        "creationTime": now,
    });
    for (member, value) in input.rest {
        filter[member] = value;
    }
    filters.insert(input.filter_name, filter);
    Ok(())
}

pub(super) fn describe(ctx: &mut Ctx<'_>, input: Describe) -> Result<Value, AwsError> {
    let prefix = input.filter_name_prefix.unwrap_or_default();
    let filters = group(ctx, &input.log_group_name)?
        .subscription_filters
        .clone();
    let rows = filters
        .into_iter()
        .filter(|(name, _)| name.starts_with(&prefix));
    let request = PageRequest {
        max_results: input.limit,
        next_token: input.next_token,
    };
    let page = ctx.page(&request, rows)?;
    Ok(json!({ "subscriptionFilters": page.items, "nextToken": page.next_token }))
}

pub(super) fn delete(ctx: &mut Ctx<'_>, input: Named) -> Result<(), AwsError> {
    let filters = &mut group(ctx, &input.log_group_name)?.subscription_filters;
    let gone = filters.remove(&input.filter_name);
    gone.map(drop).ok_or_else(errors::no_filter)
}
