//! What passwords of an account have to be like. Nobody signs in here, so it is only kept.

use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use super::errors;
use crate::{context::Ctx, error::AwsError};

#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(default, rename_all = "PascalCase")]
#[expect(clippy::struct_excessive_bools, reason = "AWS has as many switches")]
pub(super) struct PasswordPolicy {
    minimum_password_length: u64,
    require_symbols: bool,
    require_numbers: bool,
    require_uppercase_characters: bool,
    require_lowercase_characters: bool,
    allow_users_to_change_password: bool,
    max_password_age: Option<u64>,
    password_reuse_prevention: Option<u64>,
    hard_expiry: Option<bool>,
}

#[derive(Debug, Deserialize)]
pub(super) struct Nothing {}

/// What is left out is as in a new policy.
pub(super) fn update(ctx: &mut Ctx<'_>, input: PasswordPolicy) -> Result<(), AwsError> {
    ctx.world.iam.at(ctx.account).password_policy = Some(input);
    Ok(())
}

pub(super) fn get(ctx: &mut Ctx<'_>, _: Nothing) -> Result<Value, AwsError> {
    let policy = ctx.world.iam.at(ctx.account).password_policy.as_ref();
    let policy = policy.ok_or_else(|| missing(ctx.account.as_str()))?;
    let mut shown = json!(policy);
    shown["ExpirePasswords"] = json!(policy.max_password_age.is_some_and(|days| days > 0));
    Ok(json!({ "PasswordPolicy": shown }))
}

pub(super) fn delete(ctx: &mut Ctx<'_>, _: Nothing) -> Result<(), AwsError> {
    let gone = ctx.world.iam.at(ctx.account).password_policy.take();
    gone.map(drop).ok_or_else(|| missing(ctx.account.as_str()))
}

fn missing(account: &str) -> AwsError {
    errors::no_entity(format!(
        "The Password Policy with domain name {account} cannot be found."
    ))
}

// === impl PasswordPolicy ===

impl Default for PasswordPolicy {
    /// As the API reference of `UpdateAccountPasswordPolicy` says of what is left out.
    fn default() -> Self {
        Self {
            minimum_password_length: 6,
            require_symbols: false,
            require_numbers: false,
            require_uppercase_characters: false,
            require_lowercase_characters: false,
            allow_users_to_change_password: false,
            max_password_age: None,
            password_reuse_prevention: None,
            hard_expiry: None,
        }
    }
}
