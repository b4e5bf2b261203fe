//! CloudWatch Logs: groups, streams and events.
//!
//! A group is seen as soon as it is made, and an event as soon as it is put. Metric and subscription
//! filters are kept, and do nothing.

mod condition;
mod errors;
mod event;
mod filter;
mod group;
mod insights;
mod metric_filter;
mod pattern;
mod policy;
mod query;
mod query_definition;
mod stream;
mod subscription_filter;
mod tag;

use std::collections::BTreeMap;

use serde::Serialize;
use serde_json::Value;

use super::Operations;
use crate::{
    context::Ctx,
    error::AwsError,
    place::{Account, Region},
    time::Time,
    world::{Settles, Tags, World},
};

/// What one account has in one Region.
#[derive(Debug, Default, Serialize)]
pub(crate) struct State {
    groups: BTreeMap<String, Group>,
    /// Queries by id.
    queries: BTreeMap<String, query::Query>,
    /// Kept queries by id, as they are described.
    definitions: BTreeMap<String, Value>,
    /// Resource policies of the account by name.
    policies: BTreeMap<String, policy::Policy>,
}

#[derive(Debug, Serialize)]
struct Group {
    /// Without the `:*` that some places have at its end.
    arn: String,
    created: Time,
    retention_days: Option<u64>,
    kms_key: Option<String>,
    class: String,
    protected: bool,
    tags: Tags,
    streams: BTreeMap<String, Stream>,
    /// Filters by name, as they are described.
    metric_filters: BTreeMap<String, Value>,
    subscription_filters: BTreeMap<String, Value>,
    /// How many events were ever put here. It gives events their ids.
    put: u64,
}

#[derive(Debug, Default, Serialize)]
struct Stream {
    created: Time,
    ingested: Option<Time>,
    /// Events by id, which is also their order in time.
    events: BTreeMap<String, Event>,
}

/// One line of a log. Times are milliseconds since 1970.
#[derive(Debug, Clone, Serialize)]
struct Event {
    timestamp: u64,
    ingested: u64,
    message: String,
}

pub(super) fn operations() -> Operations {
    let groups = Operations::default()
        .on("CreateLogGroup", group::create)
        .on("DescribeLogGroups", group::describe)
        .on("DeleteLogGroup", group::delete)
        .on("PutRetentionPolicy", group::put_retention)
        .on("DeleteRetentionPolicy", group::delete_retention)
        .on("AssociateKmsKey", group::associate_key)
        .on("DisassociateKmsKey", group::disassociate_key)
        .on("PutLogGroupDeletionProtection", group::protect)
        .on("TagLogGroup", tag::tag_group)
        .on("UntagLogGroup", tag::untag_group)
        .on("ListTagsLogGroup", tag::list_group)
        .on("TagResource", tag::tag)
        .on("UntagResource", tag::untag)
        .on("ListTagsForResource", tag::list);
    groups
        .on("CreateLogStream", stream::create)
        .on("DescribeLogStreams", stream::describe)
        .on("DeleteLogStream", stream::delete)
        .on("PutLogEvents", event::put)
        .on("GetLogEvents", event::get)
        .on("FilterLogEvents", filter::events)
        .on("PutMetricFilter", metric_filter::put)
        .on("DescribeMetricFilters", metric_filter::describe)
        .on("DeleteMetricFilter", metric_filter::delete)
        .on("PutSubscriptionFilter", subscription_filter::put)
        .on("DescribeSubscriptionFilters", subscription_filter::describe)
        .on("DeleteSubscriptionFilter", subscription_filter::delete)
        .on("PutQueryDefinition", query_definition::put)
        .on("DescribeQueryDefinitions", query_definition::describe)
        .on("DeleteQueryDefinition", query_definition::delete)
        .on("StartQuery", query::start)
        .on("GetQueryResults", query::results)
        .on("StopQuery", query::stop)
        .on("DescribeQueries", query::describe)
        .on("PutResourcePolicy", policy::put)
        .on("DescribeResourcePolicies", policy::describe)
        .on("DeleteResourcePolicy", policy::delete)
}

/// Makes the group to which Connect writes the flow logs of an instance, `/aws/connect/ALIAS`,
/// unless it is there. It keeps its events for ever until somebody sets a retention.
#[allow(dead_code, reason = "for Connect, which has no flow logs yet")]
pub(crate) fn create_flow_log_group(
    world: &mut World,
    account: &Account,
    region: &Region,
    alias: &str,
    now: Time,
) {
    let name = format!("/aws/connect/{alias}");
    let arn = format!("arn:aws:logs:{region}:{account}:log-group:{name}");
    let groups = &mut world.logs.at(account, region).groups;
    groups.entry(name).or_insert_with(|| Group::new(arn, now));
}

// === impl State ===

impl Settles for State {
    /// Takes away the events that have outlived the retention of their group.
    fn settle(&mut self, now: Time) {
        for group in self.groups.values_mut() {
            let Some(oldest) = group.oldest(now) else {
                continue;
            };
            let first_kept = event::id(oldest, 0);
            for stream in group.streams.values_mut() {
                let expired = |id: &String| *id < first_kept;
                if stream.events.keys().next().is_some_and(expired) {
                    stream.events = stream.events.split_off(&first_kept);
                }
            }
        }
    }
}

/// The group that a request gives by name or ARN.
fn group<'w>(ctx: &'w mut Ctx<'_>, id: &str) -> Result<&'w mut Group, AwsError> {
    let state = ctx.world.logs.at(ctx.account, ctx.region);
    state.groups.get_mut(plain(id)).ok_or_else(errors::no_group)
}

/// The group that a request gives in one of two members.
fn either(name: Option<String>, id: Option<String>) -> Result<String, AwsError> {
    match (name, id) {
        (Some(given), None) | (None, Some(given)) => Ok(given),
        _ => Err(errors::invalid(
            "Exactly one of logGroupName and logGroupIdentifier must be given.",
        )),
    }
}

/// The name of a group out of a name or an ARN.
fn plain(id: &str) -> &str {
    let name = id
        .split_once(":log-group:")
        .map_or(id, |(_, resource)| resource);
    name.strip_suffix(":*").unwrap_or(name)
}

/// A message and 26 bytes, as the service counts an event (API reference, `PutLogEvents`).
fn size(message: &str) -> usize {
    message.len() + 26
}

fn millis(time: Time) -> u64 {
    time.as_micros() / 1_000
}

// === impl Group ===

impl Group {
    fn new(arn: String, created: Time) -> Self {
        Self {
            arn,
            created,
            retention_days: None,
            kms_key: None,
            class: "STANDARD".to_owned(),
            protected: false,
            tags: Tags::default(),
            streams: BTreeMap::new(),
            metric_filters: BTreeMap::new(),
            subscription_filters: BTreeMap::new(),
            put: 0,
        }
    }

    /// The time of the oldest event that the retention lets live.
    fn oldest(&self, now: Time) -> Option<u64> {
        let days = self.retention_days?;
        Some(millis(now).saturating_sub(days * event::DAY_MILLIS))
    }

    fn stream(&mut self, name: &str) -> Result<&mut Stream, AwsError> {
        self.streams.get_mut(name).ok_or_else(errors::no_stream)
    }

    fn stored_bytes(&self) -> u64 {
        self.streams.values().map(Stream::stored_bytes).sum()
    }
}

// === impl Stream ===

impl Stream {
    fn stored_bytes(&self) -> u64 {
        self.events.values().map(|event| event.size() as u64).sum()
    }
}

// === impl Event ===

impl Event {
    fn size(&self) -> usize {
        size(&self.message)
    }
}
