//! Credentials of a role, perhaps in another account.
//!
//! Any role of any account can be assumed: trust policies belong to IAM.

use std::time::Duration;

use serde::Deserialize;
use serde_json::{Value, json};

use super::Session;
use crate::{arn::Arn, context::Ctx, error::AwsError, place::Account};

#[derive(Debug, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub(super) struct Assume {
    role_arn: String,
    role_session_name: String,
    duration_seconds: Option<u64>,
    source_identity: Option<String>,
}

const UPPER: &str = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
const MIXED: &str = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
const USUAL_SECONDS: u64 = 3_600;

pub(super) fn assume(ctx: &mut Ctx<'_>, input: Assume) -> Result<Value, AwsError> {
    let (account, role) = parse(&input.role_arn).ok_or_else(|| {
        AwsError::new("ValidationError", format!("{} is invalid", input.role_arn))
    })?;
    let name = &input.role_session_name;
    let key = format!("ASIA{}", ctx.ids.letters(UPPER, 16));
    // The id of a role is the same for all its sessions.
    let role_id =
        crate::ids::Ids::of(ctx.settings.seed, &["role", &input.role_arn], 0).letters(UPPER, 17);
    let seconds = input.duration_seconds.unwrap_or(USUAL_SECONDS);
    let session = Session {
        arn: format!("arn:aws:sts::{account}:assumed-role/{role}/{name}"),
        user_id: format!("AROA{role_id}:{name}"),
        role: input.role_arn.clone(),
        account,
        expires: ctx.now + Duration::from_secs(seconds),
    };
    let answer = json!({
        "Credentials": {
            "AccessKeyId": key,
            "SecretAccessKey": ctx.ids.letters(MIXED, 40),
            "SessionToken": ctx.ids.letters(MIXED, 200),
            "Expiration": session.expires,
        },
        "AssumedRoleUser": { "AssumedRoleId": session.user_id, "Arn": session.arn },
        "SourceIdentity": input.source_identity,
    });
    let now = ctx.now;
    let sessions = &mut ctx.world.sts.sessions;
    sessions.retain(|_, session| session.expires + Duration::from_hours(24) > now);
    sessions.insert(key, session);
    Ok(answer)
}

/// `arn:aws:iam::111111111111:role/path/name` as account and name.
fn parse(arn: &str) -> Option<(Account, &str)> {
    let arn = Arn::parse(arn)?;
    let role = arn.resource.strip_prefix("role/")?.rsplit('/').next()?;
    let is_role = (arn.service, arn.region) == ("iam", "") && !role.is_empty();
    Some((arn.owner()?, role)).filter(|_| is_role)
}
