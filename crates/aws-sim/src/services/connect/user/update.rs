//! Updates of a user, one for each aspect. None changes the username or the password.

use serde::Deserialize;

use super::{
    find, find_mut,
    identity::Identity,
    phone::{Channels, Phone},
    security_profile_ids,
};
use crate::{
    context::Ctx,
    error::AwsError,
    services::connect::{errors, hierarchy::group, routing_profile, state},
};

#[derive(Debug, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub(in crate::services::connect) struct IdentityInfo {
    instance_id: String,
    user_id: String,
    identity_info: Identity,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub(in crate::services::connect) struct PhoneConfig {
    instance_id: String,
    user_id: String,
    phone_config: Phone,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub(in crate::services::connect) struct Config {
    instance_id: String,
    user_id: String,
    #[serde(flatten)]
    channels: Channels,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub(in crate::services::connect) struct RoutingProfile {
    instance_id: String,
    user_id: String,
    routing_profile_id: String,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub(in crate::services::connect) struct SecurityProfiles {
    instance_id: String,
    user_id: String,
    security_profile_ids: Vec<String>,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub(in crate::services::connect) struct Hierarchy {
    instance_id: String,
    user_id: String,
    hierarchy_group_id: Option<String>,
}

/// Replaces the whole: what is left out is gone, which is a choice.
pub(in crate::services::connect) fn identity_info(
    ctx: &mut Ctx<'_>,
    input: IdentityInfo,
) -> Result<(), AwsError> {
    let instance = state::open(ctx, &input.instance_id)?;
    find(instance, &input.user_id)?;
    input.identity_info.check(ctx, instance)?;
    let now = ctx.now;
    let user = find_mut(ctx, &input.instance_id, &input.user_id)?;
    user.body.identity = input.identity_info;
    user.modified = now;
    Ok(())
}

/// Replaces the whole, with what AWS fills in for what is left out, which is a choice.
pub(in crate::services::connect) fn phone_config(
    ctx: &mut Ctx<'_>,
    input: PhoneConfig,
) -> Result<(), AwsError> {
    let now = ctx.now;
    let user = find_mut(ctx, &input.instance_id, &input.user_id)?;
    user.body.phone = input.phone_config.checked()?;
    user.modified = now;
    Ok(())
}

/// Replaces the lists that are given and leaves the rest. When AWS finds the condition failed that
/// it lists as an error of this operation is not documented; here it never is.
pub(in crate::services::connect) fn config(
    ctx: &mut Ctx<'_>,
    input: Config,
) -> Result<(), AwsError> {
    if input.channels.is_empty() {
        return Err(errors::invalid_request(
            "A configuration of channels is needed.",
        ));
    }
    let now = ctx.now;
    let user = find_mut(ctx, &input.instance_id, &input.user_id)?;
    user.body.channels.update(input.channels.checked()?);
    user.modified = now;
    Ok(())
}

pub(in crate::services::connect) fn routing_profile(
    ctx: &mut Ctx<'_>,
    input: RoutingProfile,
) -> Result<(), AwsError> {
    let instance = state::open(ctx, &input.instance_id)?;
    find(instance, &input.user_id)?;
    let profile = routing_profile::find(instance, &input.routing_profile_id)?;
    let (profile, now) = (profile.id.clone(), ctx.now);
    let user = find_mut(ctx, &input.instance_id, &input.user_id)?;
    user.body.routing_profile = profile;
    user.modified = now;
    Ok(())
}

pub(in crate::services::connect) fn security_profiles(
    ctx: &mut Ctx<'_>,
    input: SecurityProfiles,
) -> Result<(), AwsError> {
    let instance = state::open(ctx, &input.instance_id)?;
    find(instance, &input.user_id)?;
    let profiles = security_profile_ids(instance, &input.security_profile_ids)?;
    let now = ctx.now;
    let user = find_mut(ctx, &input.instance_id, &input.user_id)?;
    user.body.security_profiles = profiles;
    user.modified = now;
    Ok(())
}

/// Without a group the user is in none any more.
pub(in crate::services::connect) fn hierarchy(
    ctx: &mut Ctx<'_>,
    input: Hierarchy,
) -> Result<(), AwsError> {
    let instance = state::open(ctx, &input.instance_id)?;
    find(instance, &input.user_id)?;
    let group = input.hierarchy_group_id.as_deref();
    let group = group.map(|id| group::find(instance, id)).transpose()?;
    let (group, now) = (group.map(|group| group.id.clone()), ctx.now);
    let user = find_mut(ctx, &input.instance_id, &input.user_id)?;
    user.body.hierarchy_group = group;
    user.modified = now;
    Ok(())
}
