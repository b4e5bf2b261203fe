//! Point-in-time recovery: whether it is on, and since when. Nothing can be restored.

use std::time::Duration;

use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use super::{Table, table};
use crate::{context::Ctx, error::AwsError, time::Time};

#[derive(Debug, Default, Serialize)]
pub(super) struct Backups {
    since: Option<Time>,
    days: Option<u64>,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub(super) struct Update {
    table_name: String,
    point_in_time_recovery_specification: Specification,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "PascalCase")]
struct Specification {
    point_in_time_recovery_enabled: bool,
    recovery_period_in_days: Option<u64>,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub(super) struct Named {
    table_name: String,
}

/// The days for which one can go back, if nothing is said (API reference).
const USUAL_DAYS: u64 = 35;

pub(super) fn update(ctx: &mut Ctx<'_>, input: Update) -> Result<Value, AwsError> {
    let now = ctx.now;
    let table = table(ctx, &input.table_name)?;
    let wanted = input.point_in_time_recovery_specification;
    let backups = &mut table.backups;
    backups.since = wanted
        .point_in_time_recovery_enabled
        .then(|| backups.since.unwrap_or(now));
    backups.days = wanted.recovery_period_in_days.or(backups.days);
    Ok(json!({ "ContinuousBackupsDescription": shown(table, now) }))
}

pub(super) fn describe(ctx: &mut Ctx<'_>, input: Named) -> Result<Value, AwsError> {
    let now = ctx.now;
    let shown = shown(table(ctx, &input.table_name)?, now);
    Ok(json!({ "ContinuousBackupsDescription": shown }))
}

fn shown(table: &Table, now: Time) -> Value {
    let Backups { since, days } = table.backups;
    let days = days.unwrap_or(USUAL_DAYS);
    let earliest = since.map(|since| since.max(now - Duration::from_hours(24 * days)));
    let status = if since.is_some() {
        "ENABLED"
    } else {
        "DISABLED"
    };
    json!({
        "ContinuousBackupsStatus": "ENABLED",
        "PointInTimeRecoveryDescription": {
            "PointInTimeRecoveryStatus": status,
            "RecoveryPeriodInDays": since.map(|_| days),
            "EarliestRestorableDateTime": earliest,
            "LatestRestorableDateTime": since.map(|_| now),
        },
    })
}
