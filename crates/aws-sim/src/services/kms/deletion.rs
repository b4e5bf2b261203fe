//! Keys go after a window of 7 to 30 days, in which nobody can use them.

use std::time::Duration;

use serde::Deserialize;
use serde_json::{Value, json};

use super::{
    errors,
    key::ById,
    state::{open_key, own_key},
};
use crate::{context::Ctx, error::AwsError};

#[derive(Debug, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub(super) struct Schedule {
    key_id: String,
    pending_window_in_days: Option<u32>,
}

const USUAL_DAYS: u32 = 30;

pub(super) fn schedule(ctx: &mut Ctx<'_>, input: Schedule) -> Result<Value, AwsError> {
    let now = ctx.now;
    let days = input.pending_window_in_days.unwrap_or(USUAL_DAYS);
    // The model allows one day, the service seven.
    if !(7..=30).contains(&days) {
        return Err(errors::validation(
            "PendingWindowInDays must be between 7 and 30 days (inclusive).",
        ));
    }
    let key = open_key(ctx, &input.key_id)?;
    let due = now + Duration::from_hours(24 * u64::from(days));
    key.deletion = Some((due, days));
    Ok(json!({
        "KeyId": key.arn,
        "DeletionDate": due,
        "KeyState": key.state(),
        "PendingWindowInDays": days,
    }))
}

/// The key is disabled from then on.
pub(super) fn cancel(ctx: &mut Ctx<'_>, input: ById) -> Result<Value, AwsError> {
    let key = own_key(ctx, &input.key_id)?;
    if key.deletion.is_none() {
        return Err(errors::state(&key.arn, "not pending deletion"));
    }
    key.deletion = None;
    key.enabled = false;
    Ok(json!({ "KeyId": key.arn }))
}
