//! Sharing within an organisation.

use serde::Deserialize;
use serde_json::{Value, json};

use crate::{context::Ctx, error::AwsError};

#[derive(Debug, Deserialize)]
pub(super) struct Enable {}

/// The wish is kept. It opens no share by itself, since no account is in an organisation.
pub(super) fn enable(ctx: &mut Ctx<'_>, _: Enable) -> Result<Value, AwsError> {
    ctx.world.ram.at(ctx.account, ctx.region).organization = true;
    Ok(json!({ "returnValue": true }))
}
