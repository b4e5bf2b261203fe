//! EventBridge: rules and their targets on the default bus.
//!
//! Events are taken and go nowhere, and a rule whose time has come calls nobody. Other buses do not
//! exist.

mod bus;
mod errors;
mod rule;
mod tag;
mod target;

use std::collections::BTreeMap;

use serde::Serialize;
use serde_json::Value;

use super::Operations;
use crate::{
    context::Ctx,
    error::AwsError,
    paging::{Page, PageRequest},
    time::Time,
    world::{Settles, Tags},
};

/// The rules of one account and Region, by name.
#[derive(Debug, Default, Serialize)]
pub(crate) struct State {
    rules: BTreeMap<String, Rule>,
}

#[derive(Debug, Serialize)]
struct Rule {
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
        .on("DescribeEventBus", bus::describe)
        .on("ListEventBuses", bus::list)
}

impl Settles for State {}

/// The rule that a request names, on the bus that it names.
fn rule<'w>(ctx: &'w mut Ctx<'_>, bus: Option<&str>, name: &str) -> Result<&'w mut Rule, AwsError> {
    bus::check(bus)?;
    let state = ctx.world.events.at(ctx.account, ctx.region);
    let rule = state.rules.get_mut(name);
    rule.ok_or_else(|| {
        errors::not_found(&format!("Rule {name} does not exist on EventBus default."))
    })
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
