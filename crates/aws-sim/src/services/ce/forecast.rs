//! What is to come: as the last thirty days were, give or take a tenth.

use serde::Deserialize;
use serde_json::{Value, json};

use super::{
    calendar::{self, Period},
    filter::Filter,
    invalid, ledger, usage,
};
use crate::{context::Ctx, error::AwsError};

#[derive(Debug, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub(super) struct Get {
    time_period: Period,
    metric: String,
    granularity: String,
    #[serde(default)]
    filter: Filter,
    prediction_interval_level: Option<u64>,
}

pub(super) fn get(ctx: &mut Ctx<'_>, input: Get) -> Result<Value, AwsError> {
    let days = input.time_period.days()?;
    let today = ctx.now.day();
    if days.start < today {
        return Err(invalid(
            "The start date of a forecast must not lie in the past.",
        ));
    }
    if input.granularity == "HOURLY" || input.metric.ends_with("QUANTITY") {
        return Err(invalid("The forecast is of daily or monthly cost."));
    }
    let rows = ledger::rows(ctx, today.saturating_sub(30)..today);
    let spent: u64 = rows
        .filter(|row| input.filter.takes(row))
        .map(|row| row.micros)
        .sum();
    let daily = spent / 30;
    // The wider the interval is to be, the surer it is to hold.
    let margin = input.prediction_interval_level.unwrap_or(80) / 8;
    let part = |days: u64, percent: u64| ledger::dollars(daily * days * percent / 100);
    let results: Vec<Value> = usage::spans(&days, &input.granularity)
        .map(|span| {
            let length = span.end - span.start;
            json!({
                "TimePeriod": {
                    "Start": calendar::shown(span.start),
                    "End": calendar::shown(span.end),
                },
                "MeanValue": part(length, 100),
                "PredictionIntervalLowerBound": part(length, 100 - margin),
                "PredictionIntervalUpperBound": part(length, 100 + margin),
            })
        })
        .collect();
    let total = part(days.end - days.start, 100);
    Ok(json!({
        "Total": { "Amount": total, "Unit": "USD" },
        "ForecastResultsByTime": results,
    }))
}
