//! Cost and usage by time, and by up to two groups.

use std::{collections::BTreeMap, ops::Range};

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value, json};

use super::{
    calendar::{self, Period},
    filter::Filter,
    invalid,
    ledger::{self, Row},
};
use crate::{context::Ctx, error::AwsError};

#[derive(Debug, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub(super) struct Get {
    time_period: Period,
    granularity: String,
    #[serde(default)]
    filter: Filter,
    metrics: Vec<String>,
    #[serde(default)]
    group_by: Vec<Group>,
    next_page_token: Option<String>,
}

#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(rename_all = "PascalCase")]
struct Group {
    #[serde(rename = "Type", default)]
    kind: String,
    #[serde(default)]
    key: String,
}

/// Cost and quantity, in millionths.
#[derive(Debug, Default, Clone, Copy)]
struct Sum {
    cost: u64,
    quantity: u64,
}

/// The bill is kept for so many days.
const KEPT: u64 = 14 * 31;
const COSTS: &[&str] = &[
    "AmortizedCost",
    "BlendedCost",
    "NetAmortizedCost",
    "NetUnblendedCost",
    "UnblendedCost",
];
const QUANTITIES: &[&str] = &["NormalizedUsageAmount", "UsageQuantity"];

pub(super) fn get(ctx: &mut Ctx<'_>, input: Get) -> Result<Value, AwsError> {
    input.check(ctx)?;
    let days = input.time_period.days()?;
    let today = ctx.now.day();
    if days.start + KEPT < today {
        return Err(invalid(
            "Start date is too old: the bill goes back 14 months.",
        ));
    }
    let spans = spans(&days, &input.granularity);
    let results: Vec<Value> = spans.map(|span| input.result(ctx, span)).collect();
    Ok(json!({
        "GroupDefinitions": (!input.group_by.is_empty()).then_some(&input.group_by),
        "ResultsByTime": results,
        "DimensionValueAttributes": [],
    }))
}

/// The days or months that lie in `days`; the first and last month may be parts of one.
pub(super) fn spans(days: &Range<u64>, granularity: &str) -> impl Iterator<Item = Range<u64>> {
    let (daily, end) = (granularity == "DAILY", days.end);
    let span = move |start: u64| {
        let next = if daily {
            start + 1
        } else {
            calendar::month(start).end
        };
        start..next.min(end)
    };
    let first = Some(span(days.start));
    std::iter::successors(first, move |last| (last.end < end).then(|| span(last.end)))
}

// === impl Get ===

impl Get {
    fn check(&self, ctx: &Ctx<'_>) -> Result<(), AwsError> {
        if self.next_page_token.is_some() {
            return Err(AwsError::new(
                "InvalidNextTokenException",
                "There is one page.",
            ));
        }
        if self.granularity == "HOURLY" {
            return Err(invalid("Hourly data is not enabled for this account."));
        }
        if self.time_period.days()?.start > ctx.now.day() {
            return Err(invalid("The start date must not lie in the future."));
        }
        let known = |metric: &&String| {
            COSTS.contains(&metric.as_str()) || QUANTITIES.contains(&metric.as_str())
        };
        if self.metrics.is_empty() || self.metrics.iter().any(|metric| !known(&metric)) {
            return Err(invalid(format!(
                "Metrics must be some of {COSTS:?} and {QUANTITIES:?}."
            )));
        }
        if self.group_by.len() > 2 {
            return Err(invalid("At most two groups can be asked for."));
        }
        Ok(())
    }

    fn result(&self, ctx: &Ctx<'_>, span: Range<u64>) -> Value {
        let estimated = calendar::month(ctx.now.day()).start < span.end;
        let mut groups: BTreeMap<Vec<String>, (Sum, Option<&str>)> = BTreeMap::new();
        let mut total = (Sum::default(), None);
        let mut units = Vec::new();
        for row in ledger::rows(ctx, span.clone()).filter(|row| self.filter.takes(row)) {
            let keys = self.group_by.iter().map(|group| group.of(&row)).collect();
            let group = groups
                .entry(keys)
                .or_insert_with(|| (Sum::default(), Some(row.line.unit)));
            group.0.add(&row);
            // Quantities of different units make no sum, and AWS says so.
            group.1 = group.1.filter(|unit| *unit == row.line.unit);
            total.0.add(&row);
            units.push(row.line.unit);
        }
        units.dedup();
        total.1 = units.first().copied().filter(|_| units.len() == 1);
        let grouped = !self.group_by.is_empty();
        let groups: Vec<Value> = groups
            .into_iter()
            .filter(|_| grouped)
            .map(|(keys, sum)| json!({ "Keys": keys, "Metrics": self.metrics(sum) }))
            .collect();
        json!({
            "TimePeriod": {
                "Start": calendar::shown(span.start),
                "End": calendar::shown(span.end),
            },
            "Total": if grouped { Value::Object(Map::new()) } else { self.metrics(total) },
            "Groups": groups,
            "Estimated": estimated,
        })
    }

    fn metrics(&self, (sum, unit): (Sum, Option<&str>)) -> Value {
        let metric = |name: &String| {
            let shown = if COSTS.contains(&name.as_str()) {
                json!({ "Amount": ledger::dollars(sum.cost), "Unit": "USD" })
            } else {
                json!({ "Amount": ledger::dollars(sum.quantity), "Unit": unit.unwrap_or("N/A") })
            };
            (name.clone(), shown)
        };
        Value::Object(self.metrics.iter().map(metric).collect())
    }
}

// === impl Group ===

impl Group {
    /// The value of the row: that of a dimension, or `key$value` for a tag.
    fn of(&self, row: &Row) -> String {
        match self.kind.as_str() {
            "DIMENSION" => row.dimension(&self.key).unwrap_or_default(),
            "TAG" => format!("{}${}", self.key, row.tag(&self.key)),
            _ => format!("{}$", self.key),
        }
    }
}

// === impl Sum ===

impl Sum {
    fn add(&mut self, row: &Row) {
        self.cost += row.micros;
        self.quantity += row.quantity();
    }
}
