//! Cost Explorer: what an account has cost.
//!
//! The bill is made up, and the same for the same seed, account and day: what a small contact centre
//! costs, under both names that Connect is billed by. It knows nothing of what was simulated. There
//! is one Region and one account in it, that of the caller. Whatever a tag says is split off from
//! the day on which the tag was activated. A page of costs holds everything.
//! Monitors of anomalies and cost categories are kept, and nothing comes of them.

mod allocation;
mod anomaly;
mod calendar;
mod category;
mod dimension;
mod filter;
mod forecast;
mod ledger;
mod tag;
mod usage;

use std::collections::BTreeMap;

use serde::Serialize;
use serde_json::{Map, Value};

use super::Operations;
use crate::{
    context::Ctx,
    error::AwsError,
    paging::{Page, PageRequest},
    time::{self, Time},
    world::{Settles, Tags},
};

/// What one account has told Cost Explorer.
#[derive(Debug, Default, Serialize)]
pub(crate) struct State {
    /// Tags by key.
    tags: BTreeMap<String, allocation::Allocation>,
    /// Monitors of anomalies by ARN, as the following.
    monitors: BTreeMap<String, Kept>,
    subscriptions: BTreeMap<String, Kept>,
    categories: BTreeMap<String, Kept>,
}

/// What is kept and does nothing: as it is described, with its tags apart.
#[derive(Debug, Serialize)]
struct Kept {
    told: Map<String, Value>,
    tags: Tags,
}

pub(super) fn operations() -> Operations {
    Operations::default()
        .on("GetCostAndUsage", usage::get)
        .on("GetCostForecast", forecast::get)
        .on("GetDimensionValues", dimension::values)
        .on("GetTags", dimension::tags)
        .on("ListCostAllocationTags", allocation::list)
        .on("UpdateCostAllocationTagsStatus", allocation::update)
        .on("CreateAnomalyMonitor", anomaly::create_monitor)
        .on("GetAnomalyMonitors", anomaly::get_monitors)
        .on("UpdateAnomalyMonitor", anomaly::update_monitor)
        .on("DeleteAnomalyMonitor", anomaly::delete_monitor)
        .on("CreateAnomalySubscription", anomaly::create_subscription)
        .on("GetAnomalySubscriptions", anomaly::get_subscriptions)
        .on("UpdateAnomalySubscription", anomaly::update_subscription)
        .on("DeleteAnomalySubscription", anomaly::delete_subscription)
        .on("CreateCostCategoryDefinition", category::create)
        .on("DescribeCostCategoryDefinition", category::describe)
        .on("ListCostCategoryDefinitions", category::list)
        .on("UpdateCostCategoryDefinition", category::update)
        .on("DeleteCostCategoryDefinition", category::delete)
        .on("TagResource", tag::tag)
        .on("UntagResource", tag::untag)
        .on("ListTagsForResource", tag::list)
}

impl Settles for State {}

/// What this month has cost so far, and what it may cost in the end, in US dollars, of the services
/// that `counts` and the expression let through.
pub(crate) fn this_month(
    ctx: &Ctx<'_>,
    expression: Option<&Value>,
    counts: &dyn Fn(&str) -> bool,
) -> (String, String) {
    let filter = expression.and_then(|told| serde_json::from_value(told.clone()).ok());
    let filter: filter::Filter = filter.unwrap_or_default();
    let today = ctx.now.day();
    let month = calendar::month(today);
    let sum = |days: std::ops::Range<u64>| -> u64 {
        let rows = ledger::rows(ctx, days);
        rows.filter(|row| counts(row.line.service) && filter.takes(row))
            .map(|row| row.micros)
            .sum()
    };
    let past = sum(today.saturating_sub(30)..today) / 30;
    let actual = sum(month.start..today + 1);
    let left = month.end.saturating_sub(today + 1);
    (
        ledger::dollars(actual),
        ledger::dollars(actual + past * left),
    )
}

/// The first day of the month of `now`, in days since 1970.
pub(crate) fn month_start(now: Time) -> u64 {
    calendar::month(now.day()).start
}

/// `2026-09-21T10:13:20Z`
fn date(now: Time) -> String {
    #[expect(clippy::cast_precision_loss, reason = "seconds of any date fit")]
    time::iso8601((now.as_micros() / 1_000_000) as f64).unwrap_or_default()
}

fn page<T>(
    ctx: &Ctx<'_>,
    request: &PageRequest,
    rows: Vec<(String, T)>,
) -> Result<Page<T>, AwsError> {
    let page = ctx.page(request, rows);
    page.map_err(|error| AwsError::new("InvalidNextTokenException", error.message))
}

fn invalid(message: impl Into<String>) -> AwsError {
    AwsError::new("ValidationException", message)
}

// === impl Kept ===

impl Kept {
    /// By its ARN, as lists show it.
    fn row(&self, arn: &str) -> (String, Map<String, Value>) {
        (arn.to_owned(), self.told.clone())
    }
}
