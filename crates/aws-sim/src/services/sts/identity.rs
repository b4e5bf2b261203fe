//! Who the caller is, and whose a key is.

use std::time::Duration;

use serde::Deserialize;
use serde_json::{Value, json};

use super::session::{self, Session};
use crate::{context::Ctx, error::AwsError, place::Account, world::Tags};

#[derive(Debug, Deserialize)]
pub(super) struct Get {}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub(super) struct KeyInfo {
    access_key_id: String,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub(super) struct SessionToken {
    duration_seconds: Option<u64>,
}

/// Twelve hours for a user, one for a root user.
const USER_SECONDS: u64 = 43_200;
const ROOT_SECONDS: u64 = 3_600;

/// A caller without a session or an access key of its own is the root user of the account that its
/// key names.
pub(super) fn get(ctx: &mut Ctx<'_>, _: Get) -> Result<Value, AwsError> {
    let account = ctx.account.as_str();
    Ok(json!({ "Account": account, "Arn": ctx.caller.arn, "UserId": user_id(ctx) }))
}

/// Any key that nobody issued here belongs to the account that its caller would be in.
pub(super) fn key_info(ctx: &mut Ctx<'_>, input: KeyInfo) -> Result<Value, AwsError> {
    let key = &input.access_key_id;
    let session = ctx.world.sts.session(key).map(|session| &session.account);
    let mut accounts = ctx.world.iam.iter();
    let user = accounts.find(|(_, state)| state.access_key(key).is_some());
    let account = session
        .or_else(|| user.map(|(account, _)| account))
        .cloned();
    let account = account.or_else(|| Account::new(key)).unwrap_or_default();
    Ok(json!({ "Account": account }))
}

/// A session of a user has the rights of the user. Roles cannot ask for one.
pub(super) fn session_token(ctx: &mut Ctx<'_>, input: SessionToken) -> Result<Value, AwsError> {
    if ctx.world.sts.session(&ctx.caller.key).is_some() {
        let message = "Cannot call GetSessionToken with session credentials";
        return Err(AwsError::new("AccessDenied", message).with_status(403));
    }
    let seconds = match input.duration_seconds {
        Some(seconds) if ctx.caller.is_root() => seconds.min(ROOT_SECONDS),
        Some(seconds) => seconds,
        None if ctx.caller.is_root() => ROOT_SECONDS,
        None => USER_SECONDS,
    };
    let session = Session {
        account: ctx.account.clone(),
        arn: ctx.caller.arn.clone(),
        role: None,
        user: ctx.caller.user().map(str::to_owned),
        user_id: user_id(ctx),
        expires: ctx.now + Duration::from_secs(seconds),
        policies: Vec::new(),
        tags: Tags::new(),
        transitive: Vec::new(),
        source_identity: None,
    };
    Ok(json!({ "Credentials": session::issue(ctx, session) }))
}

fn user_id(ctx: &Ctx<'_>) -> String {
    let session = ctx.world.sts.session(&ctx.caller.key);
    let user = || {
        let state = ctx.world.iam.get(ctx.account)?;
        Some(state.user_identity(ctx.caller.user()?)?.1.to_owned())
    };
    session
        .map(|session| session.user_id.clone())
        .or_else(user)
        .unwrap_or_else(|| ctx.account.as_str().to_owned())
}
