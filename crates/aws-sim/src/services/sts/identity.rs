//! Who the caller is.

use serde::Deserialize;
use serde_json::{Value, json};

use crate::{context::Ctx, error::AwsError};

#[derive(Debug, Deserialize)]
pub(super) struct Get {}

/// A caller without a session is the root user of the account that its key names.
pub(super) fn get(ctx: &mut Ctx<'_>, _: Get) -> Result<Value, AwsError> {
    let account = ctx.account.as_str();
    let session = ctx.world.sts.session(&ctx.caller.key);
    let user_id = session.map_or(account, |session| &session.user_id);
    Ok(json!({ "Account": account, "Arn": ctx.caller.arn, "UserId": user_id }))
}
