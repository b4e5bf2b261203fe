//! EventBridge: buses, rules and their targets.
//!
//! Events go to the queues, topics and functions of the rules that they match. A rule whose time has
//! come calls nobody. Archives, connections and partner buses do not exist.

mod bus;
mod delivery;
mod errors;
mod pattern;
mod permission;
mod rule;
mod tag;
mod target;

use std::collections::BTreeMap;

use serde::Serialize;
use serde_json::Value;

pub(crate) use self::{
    bus::{DEFAULT, policy},
    delivery::publish,
};
use super::Operations;
use crate::{
    context::Ctx,
    error::AwsError,
    paging::{Page, PageRequest},
    time::Time,
    world::{Settles, Tags},
};

/// What one account has in one Region.
#[derive(Debug, Default, Serialize)]
pub(crate) struct State {
    /// Buses besides the default one, by name.
    buses: BTreeMap<String, bus::Bus>,
    /// Policies by the name of the bus.
    permissions: BTreeMap<String, String>,
    /// Rules by what stands in their ARN: the name, with that of the bus if it is not the default.
    rules: BTreeMap<String, Rule>,
}

#[derive(Debug, Serialize)]
struct Rule {
    name: String,
    bus: String,
    arn: String,
    created: Time,
    schedule: Option<String>,
    pattern: Option<String>,
    state: String,
    description: Option<String>,
    role: Option<String>,
    tags: Tags,
    /// Targets by id, as they were told.
    targets: BTreeMap<String, Value>,
}

pub(super) fn operations() -> Operations {
    Operations::default()
        .on("PutRule", rule::put)
        .on("DescribeRule", rule::describe)
        .on("ListRules", rule::list)
        .on("ListRuleNamesByTarget", rule::list_names_by_target)
        .on("EnableRule", rule::enable)
        .on("DisableRule", rule::disable)
        .on("DeleteRule", rule::delete)
        .on("PutTargets", target::put)
        .on("ListTargetsByRule", target::list)
        .on("RemoveTargets", target::remove)
        .on("TagResource", tag::tag)
        .on("UntagResource", tag::untag)
        .on("ListTagsForResource", tag::list)
        .on("PutEvents", bus::put_events)
        .on("CreateEventBus", bus::create)
        .on("DescribeEventBus", bus::describe)
        .on("UpdateEventBus", bus::update)
        .on("DeleteEventBus", bus::delete)
        .on("PutPermission", permission::put)
        .on("RemovePermission", permission::remove)
        .on("ListEventBuses", bus::list)
}

impl Settles for State {}

// === impl State ===

impl State {
    fn rules_of<'s>(&'s self, bus: &'s str) -> impl Iterator<Item = &'s Rule> {
        self.rules.values().filter(move |rule| rule.bus == bus)
    }
}

/// The rule that a request names, on the bus that it names.
fn rule<'w>(ctx: &'w mut Ctx<'_>, bus: Option<&str>, name: &str) -> Result<&'w mut Rule, AwsError> {
    let bus = bus::named(ctx, bus)?;
    let state = ctx.world.events.at(ctx.account, ctx.region);
    let rule = state.rules.get_mut(&key(&bus, name));
    rule.ok_or_else(|| errors::not_found(&format!("Rule {name} does not exist on EventBus {bus}.")))
}

fn key(bus: &str, name: &str) -> String {
    match bus {
        bus::DEFAULT => name.to_owned(),
        _ => format!("{bus}/{name}"),
    }
}

fn page<T>(
    ctx: &Ctx<'_>,
    size: Option<usize>,
    token: Option<String>,
    rows: impl IntoIterator<Item = (String, T)>,
) -> Result<Page<T>, AwsError> {
    let request = PageRequest {
        max_results: size,
        next_token: token,
    };
    ctx.page(&request, rows)
        .map_err(|error| errors::invalid(error.message))
}
