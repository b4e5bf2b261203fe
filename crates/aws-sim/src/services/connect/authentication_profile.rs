//! Authentication profiles: from where people sign in, and for how long. An instance has one, which
//! AWS made, and nothing makes or deletes any.

use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use super::{
    errors,
    reading::{self, List},
    state::{self, Instance},
};
use crate::{context::Ctx, error::AwsError, world::Thing};

/// What a profile has besides what all things have.
#[derive(Debug, Clone, Serialize)]
pub(super) struct AuthenticationProfile {
    description: Option<String>,
    allowed_ips: Vec<String>,
    blocked_ips: Vec<String>,
    /// In minutes.
    periodic_session: i64,
    /// In minutes.
    inactivity: i64,
    handles_inactivity: bool,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub(super) struct Named {
    instance_id: String,
    authentication_profile_id: String,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub(super) struct Update {
    instance_id: String,
    authentication_profile_id: String,
    name: Option<String>,
    description: Option<String>,
    allowed_ips: Option<Vec<String>>,
    blocked_ips: Option<Vec<String>>,
    periodic_session_duration: Option<i64>,
    session_inactivity_duration: Option<i64>,
    session_inactivity_handling_enabled: Option<bool>,
}

const KIND: &str = "Authentication profile";

/// The longest session, in minutes (API reference).
const SESSION_MAX: i64 = 720;

pub(super) fn describe(ctx: &mut Ctx<'_>, input: Named) -> Result<Value, AwsError> {
    let instance = state::open(ctx, &input.instance_id)?;
    let id = &input.authentication_profile_id;
    let profile = reading::seen(ctx, find(instance, id)?, KIND, id)?;
    let mut shown = summary(ctx, profile);
    let body = &profile.body;
    shown["Description"] = json!(body.description);
    shown["AllowedIps"] = json!(body.allowed_ips);
    shown["BlockedIps"] = json!(body.blocked_ips);
    shown["CreatedTime"] = json!(profile.created);
    shown["PeriodicSessionDuration"] = json!(body.periodic_session);
    shown["MaxSessionDuration"] = json!(SESSION_MAX);
    shown["SessionInactivityDuration"] = json!(body.inactivity);
    shown["SessionInactivityHandlingEnabled"] = json!(body.handles_inactivity);
    Ok(json!({ "AuthenticationProfile": shown }))
}

pub(super) fn list(ctx: &mut Ctx<'_>, input: List) -> Result<Value, AwsError> {
    let instance = state::open(ctx, &input.instance_id)?;
    let rows = ctx.rows(&input.page, &instance.authentication_profiles);
    let member = "AuthenticationProfileSummaryList";
    reading::list(ctx, &input.page, rows, member, |profile| {
        summary(ctx, profile)
    })
}

/// What is left out stays as it is.
pub(super) fn update(ctx: &mut Ctx<'_>, input: Update) -> Result<(), AwsError> {
    let now = ctx.now;
    let instance = state::open_mut(ctx, &input.instance_id)?;
    let id = find(instance, &input.authentication_profile_id)?.id.clone();
    if let Some(name) = &input.name {
        let renamed = instance.authentication_profiles.rename(&id, name);
        renamed.map_err(|_| errors::invalid_request("The name is taken."))?;
    }
    let Some(profile) = instance.authentication_profiles.get_mut(&id) else {
        return Ok(());
    };
    profile.modified = now;
    let body = &mut profile.body;
    body.description = input.description.or_else(|| body.description.take());
    if let Some(ips) = input.allowed_ips {
        body.allowed_ips = ips;
    }
    if let Some(ips) = input.blocked_ips {
        body.blocked_ips = ips;
    }
    let session = input.periodic_session_duration;
    body.periodic_session = session.unwrap_or(body.periodic_session);
    let inactivity = input.session_inactivity_duration;
    body.inactivity = inactivity.unwrap_or(body.inactivity);
    let handles = input.session_inactivity_handling_enabled;
    body.handles_inactivity = handles.unwrap_or(body.handles_inactivity);
    Ok(())
}

/// Name and body of the profile of a new instance. Its values are made up but for the name.
pub(super) fn built_in() -> (&'static str, AuthenticationProfile) {
    let profile = AuthenticationProfile {
        description: None,
        allowed_ips: Vec::new(),
        blocked_ips: Vec::new(),
        periodic_session: 60,
        inactivity: 60,
        handles_inactivity: false,
    };
    ("Default Authentication Profile", profile)
}

fn find<'i>(
    instance: &'i Instance,
    id: &str,
) -> Result<&'i Thing<AuthenticationProfile>, AwsError> {
    let profile = instance.authentication_profiles.get(id);
    profile.ok_or_else(|| errors::not_found(KIND, id))
}

fn summary(ctx: &Ctx<'_>, profile: &Thing<AuthenticationProfile>) -> Value {
    json!({
        "Id": profile.id,
        "Arn": profile.arn,
        "Name": profile.name,
        "IsDefault": profile.built_in,
        "LastModifiedTime": profile.modified,
        "LastModifiedRegion": ctx.region,
    })
}
