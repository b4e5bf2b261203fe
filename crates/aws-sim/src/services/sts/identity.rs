//! Who the caller is.

use serde::Deserialize;
use serde_json::{Value, json};

use crate::{context::Ctx, error::AwsError};

#[derive(Debug, Deserialize)]
pub(super) struct Get {}

/// A caller without a session is a user of the account that its key names.
pub(super) fn get(ctx: &mut Ctx<'_>, _: Get) -> Result<Value, AwsError> {
    let account = ctx.account.as_str();
    Ok(match ctx.world.sts.session(ctx.key) {
        Some(session) => {
            json!({ "Account": account, "Arn": session.arn, "UserId": session.user_id })
        }
        None => json!({
            "Account": account,
            "Arn": format!("arn:aws:iam::{account}:user/simulated"),
            "UserId": format!("AIDA{account}"),
        }),
    })
}
