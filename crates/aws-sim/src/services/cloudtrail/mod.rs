//! CloudTrail: trails, and the events that can be looked up.
//!
//! Trails deliver nothing. What can be looked up is what the simulator noted of its own calls: who
//! called what, when, on which things, and how it ended. Of the parameters only ids, names and ARNs
//! are kept. Calls that AWS counts as data, as of messages and items, are left out. An event can be
//! found at once, which takes some minutes in AWS.

mod errors;
mod event;
mod lookup;
mod selector;
mod tag;
mod trail;

use std::collections::BTreeMap;

use serde::Serialize;
use serde_json::{Map, Value};

pub(crate) use self::event::is_data;
use super::Operations;
use crate::{
    arn::Arn,
    context::Ctx,
    error::AwsError,
    time::Time,
    world::{Settles, Tags},
};

/// The trails of one account whose home is one Region, by name.
#[derive(Debug, Default, Serialize)]
pub(crate) struct State {
    trails: BTreeMap<String, Trail>,
}

#[derive(Debug, Serialize)]
struct Trail {
    arn: String,
    /// Members as they were told, with the defaults of those that were not.
    settings: Map<String, Value>,
    logging: bool,
    started: Option<Time>,
    stopped: Option<Time>,
    /// As they were told, in the form that they were told in.
    selectors: Option<Vec<Value>>,
    advanced: Option<Vec<Value>>,
    insights: Option<Vec<Value>>,
    tags: Tags,
}

pub(super) fn operations() -> Operations {
    Operations::default()
        .on("CreateTrail", trail::create)
        .on("GetTrail", trail::get)
        .on("DescribeTrails", trail::describe)
        .on("ListTrails", trail::list)
        .on("UpdateTrail", trail::update)
        .on("DeleteTrail", trail::delete)
        .on("StartLogging", trail::start)
        .on("StopLogging", trail::stop)
        .on("GetTrailStatus", trail::status)
        .on("GetEventSelectors", selector::get)
        .on("PutEventSelectors", selector::put)
        .on("GetInsightSelectors", selector::get_insights)
        .on("PutInsightSelectors", selector::put_insights)
        .on("LookupEvents", lookup::events)
        .on("AddTags", tag::add)
        .on("RemoveTags", tag::remove)
        .on("ListTags", tag::list)
}

impl Settles for State {}

/// The trail that a request names, by name or ARN, in its home Region.
fn trail<'w>(ctx: &'w mut Ctx<'_>, id: &str) -> Result<&'w mut Trail, AwsError> {
    let named = Arn::parse(id).and_then(|arn| arn.resource.strip_prefix("trail/"));
    let name = named.unwrap_or(id);
    let state = ctx.world.cloudtrail.at(ctx.account, ctx.region);
    state
        .trails
        .get_mut(name)
        .ok_or_else(|| errors::no_trail(id))
}
