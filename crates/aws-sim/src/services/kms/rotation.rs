//! New material for keys, by the calendar and on demand.

use std::time::Duration;

use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use super::{
    errors,
    key::{ById, SYMMETRIC},
    page::Paging,
    state::{Key, open_key, own_key},
};
use crate::{context::Ctx, error::AwsError, time::Time};

/// When a key was rotated, and when it will be.
#[derive(Debug, Default, Serialize)]
pub(super) struct Rotation {
    /// Days between rotations, and the next of them; nothing if there are none.
    schedule: Option<(u64, Time)>,
    done: Vec<(Time, Kind)>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
enum Kind {
    Automatic,
    OnDemand,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub(super) struct Enable {
    key_id: String,
    rotation_period_in_days: Option<u64>,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub(super) struct List {
    key_id: String,
    #[serde(flatten)]
    page: Paging,
}

const YEAR_DAYS: u64 = 365;
/// How often a key can be rotated on demand (developer guide).
const ON_DEMAND_MAX: usize = 25;

/// Without a period, one that was set before stays.
pub(super) fn enable(ctx: &mut Ctx<'_>, input: Enable) -> Result<(), AwsError> {
    let now = ctx.now;
    let key = rotatable(ctx, &input.key_id)?;
    key.usable()?;
    let before = key.rotation.schedule.map(|(days, _)| days);
    let days = input
        .rotation_period_in_days
        .or(before)
        .unwrap_or(YEAR_DAYS);
    if before != Some(days) {
        key.rotation.schedule = Some((days, now + period(days)));
    }
    Ok(())
}

pub(super) fn disable(ctx: &mut Ctx<'_>, input: ById) -> Result<(), AwsError> {
    let key = rotatable(ctx, &input.key_id)?;
    key.usable()?;
    key.rotation.schedule = None;
    Ok(())
}

/// A key that waits for its deletion is not rotated; one that cannot be rotated never is (API
/// reference, `GetKeyRotationStatus`).
pub(super) fn status(ctx: &mut Ctx<'_>, input: ById) -> Result<Value, AwsError> {
    let key = own_key(ctx, &input.key_id)?;
    let schedule = key.rotation.schedule.filter(|_| key.deletion.is_none());
    Ok(json!({
        "KeyId": key.arn,
        "KeyRotationEnabled": schedule.is_some(),
        "RotationPeriodInDays": schedule.map(|(days, _)| days),
        "NextRotationDate": schedule.map(|(_, next)| next),
    }))
}

/// It is done at once.
pub(super) fn now(ctx: &mut Ctx<'_>, input: ById) -> Result<Value, AwsError> {
    let now = ctx.now;
    let key = rotatable(ctx, &input.key_id)?;
    key.usable()?;
    let before = key
        .rotation
        .done
        .iter()
        .filter(|(_, kind)| *kind == Kind::OnDemand);
    if before.count() >= ON_DEMAND_MAX {
        return Err(errors::limit(
            "on-demand rotations of a key",
            ON_DEMAND_MAX as u64,
        ));
    }
    key.rotation.done.push((now, Kind::OnDemand));
    Ok(json!({ "KeyId": key.arn }))
}

pub(super) fn list(ctx: &mut Ctx<'_>, input: List) -> Result<Value, AwsError> {
    let key = own_key(ctx, &input.key_id)?;
    key.check_rotatable()?;
    let done = key.rotation.done.iter().enumerate();
    let rows = done.map(|(at, (when, kind))| {
        let row = json!({ "KeyId": key.arn, "RotationDate": when, "RotationType": kind });
        (format!("{at:06}"), row)
    });
    let rows = rows.collect();
    input.page.page(ctx, "Rotations", rows)
}

fn rotatable<'w>(ctx: &'w mut Ctx<'_>, id: &str) -> Result<&'w mut Key, AwsError> {
    let key = open_key(ctx, id)?;
    key.check_rotatable()?;
    Ok(key)
}

fn period(days: u64) -> Duration {
    Duration::from_hours(24 * days)
}

// === impl Key ===

impl Key {
    fn check_rotatable(&self) -> Result<(), AwsError> {
        if self.spec == SYMMETRIC {
            return Ok(());
        }
        Err(errors::unsupported(format!(
            "{} is of a kind that cannot be rotated.",
            self.arn
        )))
    }
}

// === impl Rotation ===

impl Rotation {
    /// The rotation of keys that AWS manages.
    pub(super) fn every_year(now: Time) -> Self {
        Self {
            schedule: Some((YEAR_DAYS, now + period(YEAR_DAYS))),
            done: Vec::new(),
        }
    }

    /// Notes the rotations that were due by `now`.
    pub(super) fn settle(&mut self, now: Time) {
        while let Some((days, next)) = self.schedule.filter(|(_, next)| *next <= now) {
            self.done.push((next, Kind::Automatic));
            self.schedule = Some((days, next + period(days)));
        }
    }
}
