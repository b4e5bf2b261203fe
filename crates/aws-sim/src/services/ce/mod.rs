//! Cost Explorer: what an account has cost.
//!
//! The bill is made up, and the same for the same seed, account and day: what a small contact centre
//! costs, under both names that Connect is billed by. It knows nothing of what was simulated. There
//! is one Region and one account in it, that of the caller. Whatever a tag says is split off from
//! the day on which the tag was activated. A page holds everything.

mod allocation;
mod calendar;
mod dimension;
mod filter;
mod forecast;
mod ledger;
mod usage;

use std::collections::BTreeMap;

use serde::Serialize;

use super::Operations;
use crate::{context::Ctx, error::AwsError, time::Time, world::Settles};

/// What one account has told Cost Explorer.
#[derive(Debug, Default, Serialize)]
pub(crate) struct State {
    /// Tags by key.
    tags: BTreeMap<String, allocation::Allocation>,
}

pub(super) fn operations() -> Operations {
    Operations::default()
        .on("GetCostAndUsage", usage::get)
        .on("GetCostForecast", forecast::get)
        .on("GetDimensionValues", dimension::values)
        .on("GetTags", dimension::tags)
        .on("ListCostAllocationTags", allocation::list)
        .on("UpdateCostAllocationTagsStatus", allocation::update)
}

impl Settles for State {}

/// What this month has cost so far, and what it may cost in the end, in US dollars, of the services
/// that `counts` lets through.
pub(crate) fn this_month(ctx: &Ctx<'_>, counts: &dyn Fn(&str) -> bool) -> (String, String) {
    let today = ctx.now.day();
    let month = calendar::month(today);
    let sum = |days: std::ops::Range<u64>| -> u64 {
        let rows = ledger::rows(ctx, days);
        rows.filter(|row| counts(row.line.service))
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

fn invalid(message: impl Into<String>) -> AwsError {
    AwsError::new("ValidationException", message)
}
