//! Updates of a routing profile, one for each aspect.

use serde::Deserialize;

use super::{
    KIND, find, find_mut,
    media::{self, Media},
    pair,
};
use crate::{
    context::Ctx,
    error::AwsError,
    services::connect::{errors, queue, state},
};

#[derive(Debug, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub(in crate::services::connect) struct Name {
    instance_id: String,
    routing_profile_id: String,
    name: Option<String>,
    description: Option<String>,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub(in crate::services::connect) struct Concurrency {
    instance_id: String,
    routing_profile_id: String,
    media_concurrencies: Vec<Media>,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub(in crate::services::connect) struct DefaultOutboundQueue {
    instance_id: String,
    routing_profile_id: String,
    default_outbound_queue_id: String,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub(in crate::services::connect) struct AgentAvailabilityTimer {
    instance_id: String,
    routing_profile_id: String,
    agent_availability_timer: String,
}

/// Needs a name or a description.
pub(in crate::services::connect) fn name(ctx: &mut Ctx<'_>, input: Name) -> Result<(), AwsError> {
    if input.name.is_none() && input.description.is_none() {
        return Err(errors::invalid_request("Name or Description is needed."));
    }
    let now = ctx.now;
    let instance = state::open_mut(ctx, &input.instance_id)?;
    let id = find(instance, &input.routing_profile_id)?.id.clone();
    if let Some(name) = &input.name {
        instance
            .routing_profiles
            .rename(&id, name)
            .map_err(|_| errors::duplicate(KIND, name))?;
    }
    let profile = find_mut(ctx, &input.instance_id, &id)?;
    profile.modified = now;
    if let Some(description) = input.description {
        profile.body.description = description;
    }
    Ok(())
}

/// Replaces the whole list. A channel that queues of the profile are on has to stay, as when the
/// profile is made.
pub(in crate::services::connect) fn concurrency(
    ctx: &mut Ctx<'_>,
    input: Concurrency,
) -> Result<(), AwsError> {
    let instance = state::open(ctx, &input.instance_id)?;
    let body = &find(instance, &input.routing_profile_id)?.body;
    let media = media::checked(input.media_concurrencies)?;
    for pair in body.pairs.iter().chain(&body.manual_pairs) {
        pair::check_channel(&media, pair)?;
    }
    let now = ctx.now;
    let profile = find_mut(ctx, &input.instance_id, &input.routing_profile_id)?;
    profile.body.media = media;
    profile.modified = now;
    Ok(())
}

pub(in crate::services::connect) fn default_outbound_queue(
    ctx: &mut Ctx<'_>,
    input: DefaultOutboundQueue,
) -> Result<(), AwsError> {
    let instance = state::open(ctx, &input.instance_id)?;
    find(instance, &input.routing_profile_id)?;
    let queue = queue::find(instance, &input.default_outbound_queue_id)?;
    let (queue, now) = (queue.id.clone(), ctx.now);
    let profile = find_mut(ctx, &input.instance_id, &input.routing_profile_id)?;
    let old = std::mem::replace(&mut profile.body.default_outbound_queue, queue);
    profile.modified = now;
    let instance = state::open_mut(ctx, &input.instance_id)?;
    queue::release(instance, [old.as_str()], now);
    Ok(())
}

pub(in crate::services::connect) fn agent_availability_timer(
    ctx: &mut Ctx<'_>,
    input: AgentAvailabilityTimer,
) -> Result<(), AwsError> {
    let now = ctx.now;
    let profile = find_mut(ctx, &input.instance_id, &input.routing_profile_id)?;
    profile.body.timer = input.agent_availability_timer;
    profile.modified = now;
    Ok(())
}
