//! Secrets go after a recovery window of 7 to 30 days, or at once when forced.

use std::time::Duration;

use serde::Deserialize;
use serde_json::{Value, json};

use super::{Deletion, any, errors, live, owner};
use crate::{context::Ctx, error::AwsError};

#[derive(Debug, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub(super) struct Delete {
    secret_id: String,
    recovery_window_in_days: Option<i64>,
    #[serde(default)]
    force_delete_without_recovery: bool,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub(super) struct Restore {
    secret_id: String,
}

const USUAL_DAYS: i64 = 30;

pub(super) fn delete(ctx: &mut Ctx<'_>, input: Delete) -> Result<Value, AwsError> {
    let days = match input.recovery_window_in_days {
        Some(_) if input.force_delete_without_recovery => {
            return Err(errors::invalid(
                "You can't use ForceDeleteWithoutRecovery in conjunction with \
                 RecoveryWindowInDays.",
            ));
        }
        Some(days) if !(7..=30).contains(&days) => {
            return Err(errors::invalid(
                "The RecoveryWindowInDays value must be between 7 and 30 days (inclusive).",
            ));
        }
        given => given.unwrap_or(USUAL_DAYS),
    };
    if input.force_delete_without_recovery {
        return Ok(force(ctx, &input.secret_id));
    }
    let now = ctx.now;
    let secret = live(ctx, &input.secret_id)?;
    let window = Duration::from_hours(24 * days.unsigned_abs());
    let due = now + window;
    secret.deletion = Some(Deletion { asked: now, due });
    let answer = json!({ "ARN": secret.arn, "Name": secret.name, "DeletionDate": due });
    let owner = owner(&input.secret_id).unwrap_or_else(|| ctx.account.clone());
    let state = ctx.world.secretsmanager.at(&owner, ctx.region);
    state.will_be_due(due);
    Ok(answer)
}

pub(super) fn restore(ctx: &mut Ctx<'_>, input: Restore) -> Result<Value, AwsError> {
    let secret = any(ctx, &input.secret_id)?;
    secret.deletion = None;
    Ok(json!({ "ARN": secret.arn, "Name": secret.name }))
}

/// A forced deletion of what is not there is no error.
fn force(ctx: &mut Ctx<'_>, id: &str) -> Value {
    let now = ctx.now;
    let Ok(secret) = any(ctx, id) else {
        return json!({ "Name": id, "DeletionDate": now });
    };
    let name = secret.name.clone();
    let answer = json!({ "ARN": secret.arn, "Name": name, "DeletionDate": now });
    ctx.world
        .secretsmanager
        .at(ctx.account, ctx.region)
        .secrets
        .remove(&name);
    answer
}
