//! When users are online.
//!
//! A status that `PutUserStatus` gives holds until the next one. Whoever signs in by federation is
//! offline until then, as in the agent's workspace. Those who do neither were never there.

use std::time::Duration;

use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use super::{find, find_mut};
use crate::{
    context::Ctx,
    error::AwsError,
    services::connect::{agent_status, errors, state},
    time::Time,
};

/// What a user was from a moment on.
#[derive(Debug, Clone, Serialize)]
pub(in crate::services::connect) struct Turn {
    at: Time,
    pub(in crate::services::connect) presence: Presence,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub(in crate::services::connect) enum Presence {
    Offline,
    /// Ready for contacts.
    Available,
    /// In a status of the instance's own.
    Away,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub(in crate::services::connect) struct Put {
    instance_id: String,
    user_id: String,
    agent_status_id: String,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub(in crate::services::connect) struct Federate {
    instance_id: String,
}

/// How long turns are kept: longer than any metric asks back.
const KEPT: Duration = Duration::from_hours(24 * 100);
/// How long tokens of federation hold, which is a choice.
const ACCESS: Duration = Duration::from_hours(1);
const REFRESH: Duration = Duration::from_hours(12);
const LETTERS: &str = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";

/// A status that is disabled is none to be set, which is a choice.
pub(in crate::services::connect) fn put(ctx: &mut Ctx<'_>, input: Put) -> Result<(), AwsError> {
    let instance = state::open(ctx, &input.instance_id)?;
    find(instance, &input.user_id)?;
    let status = agent_status::find(instance, &input.agent_status_id)?;
    if status.body.state != "ENABLED" {
        return Err(errors::invalid_request(&format!(
            "Agent status {} is disabled.",
            status.id
        )));
    }
    let presence = match status.body.kind.as_str() {
        "OFFLINE" => Presence::Offline,
        "ROUTABLE" => Presence::Available,
        _ => Presence::Away,
    };
    let now = ctx.now;
    let user = find_mut(ctx, &input.instance_id, &input.user_id)?;
    turn(&mut user.body.turns, presence, now);
    Ok(())
}

/// A token for the user whose name the caller's session has.
pub(in crate::services::connect) fn federate(
    ctx: &mut Ctx<'_>,
    input: Federate,
) -> Result<Value, AwsError> {
    let instance = state::open(ctx, &input.instance_id)?;
    let arn = &ctx.caller.arn;
    if ctx.caller.is_root() {
        return Err(errors::invalid_request(&format!(
            "Provided identity: Principal: {}. User: {arn} cannot be used for federation with \
             Amazon Connect",
            ctx.account
        )));
    }
    if instance.identity != "SAML" {
        return Err(errors::invalid_request(&format!(
            "Instance {} does not manage users by SAML.",
            instance.id
        )));
    }
    let name = arn.rsplit('/').next().unwrap_or_default();
    let user = instance
        .users
        .named(name)
        .ok_or_else(|| AwsError::new("UserNotFoundException", format!("User not found: {name}")))?;
    let (id, user_arn) = (user.id.clone(), user.arn.clone());
    let alias = instance.alias.clone().unwrap_or_default();
    let credentials = json!({
        "AccessToken": ctx.ids.letters(LETTERS, 120),
        "AccessTokenExpiration": ctx.now + ACCESS,
        "RefreshToken": ctx.ids.letters(LETTERS, 120),
        "RefreshTokenExpiration": ctx.now + REFRESH,
    });
    let now = ctx.now;
    let user = find_mut(ctx, &input.instance_id, &id)?;
    if !is_online(&user.body.turns, now) {
        turn(&mut user.body.turns, Presence::Offline, now);
    }
    Ok(json!({
        "UserId": id,
        "UserArn": user_arn,
        "SignInUrl": format!("https://{alias}.my.connect.aws/auth/sign-in"),
        "Credentials": credentials,
    }))
}

/// Notes a turn, and forgets those that no metric asks for any more.
fn turn(turns: &mut Vec<Turn>, presence: Presence, now: Time) {
    let old = turns
        .iter()
        .filter(|turn| now.since(turn.at) > KEPT)
        .count();
    // The last of the old ones still holds when the first of the others begins.
    turns.drain(..old.saturating_sub(1));
    turns.push(Turn { at: now, presence });
}

/// What a user was between two moments: pieces with an end. The last turn holds until now.
pub(in crate::services::connect) fn pieces(
    turns: &[Turn],
    from: Time,
    to: Time,
) -> impl Iterator<Item = (Presence, Time, Time)> {
    let ends = turns.iter().skip(1).map(|turn| turn.at).chain([to]);
    let pieces = turns.iter().zip(ends);
    let pieces = pieces.map(move |(turn, end)| (turn.presence, turn.at.max(from), end.min(to)));
    pieces.filter(|(_, from, to)| from < to)
}

/// Whether a user was not offline at a moment.
pub(in crate::services::connect) fn is_online(turns: &[Turn], at: Time) -> bool {
    let last = turns.iter().rev().find(|turn| turn.at <= at);
    last.is_some_and(|turn| turn.presence != Presence::Offline)
}

// === impl Turn ===

impl Turn {
    /// Whether it began between two moments.
    pub(in crate::services::connect) fn is_within(&self, from: Time, to: Time) -> bool {
        (from..to).contains(&self.at)
    }
}
