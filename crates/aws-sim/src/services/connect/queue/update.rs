//! Updates of a queue, one for each aspect.

use serde::Deserialize;

use super::{KIND, caller::Caller, email::Outbound, find, touch};
use crate::{
    context::Ctx,
    error::AwsError,
    services::connect::{errors, hours, state},
};

#[derive(Debug, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub(in crate::services::connect) struct Name {
    instance_id: String,
    queue_id: String,
    name: Option<String>,
    description: Option<String>,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub(in crate::services::connect) struct Hours {
    instance_id: String,
    queue_id: String,
    hours_of_operation_id: String,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub(in crate::services::connect) struct MaxContacts {
    instance_id: String,
    queue_id: String,
    max_contacts: Option<u64>,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub(in crate::services::connect) struct OutboundCaller {
    instance_id: String,
    queue_id: String,
    outbound_caller_config: Caller,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub(in crate::services::connect) struct OutboundEmail {
    instance_id: String,
    queue_id: String,
    outbound_email_config: Outbound,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub(in crate::services::connect) struct Status {
    instance_id: String,
    queue_id: String,
    status: String,
}

/// Needs a name or a description. There is no way to take a description away.
pub(in crate::services::connect) fn name(ctx: &mut Ctx<'_>, input: Name) -> Result<(), AwsError> {
    if input.name.is_none() && input.description.is_none() {
        return Err(errors::invalid_request("Name or Description is needed."));
    }
    let instance = state::open_mut(ctx, &input.instance_id)?;
    let id = find(instance, &input.queue_id)?.id.clone();
    if let Some(name) = &input.name {
        instance
            .queues
            .rename(&id, name)
            .map_err(|_| errors::duplicate(KIND, name))?;
    }
    let queue = touch(ctx, &input.instance_id, &id)?;
    if let Some(description) = input.description {
        queue.body.description = Some(description);
    }
    Ok(())
}

pub(in crate::services::connect) fn hours(ctx: &mut Ctx<'_>, input: Hours) -> Result<(), AwsError> {
    let instance = state::open(ctx, &input.instance_id)?;
    find(instance, &input.queue_id)?;
    let hours = hours::find(instance, &input.hours_of_operation_id)?
        .id
        .clone();
    touch(ctx, &input.instance_id, &input.queue_id)?.body.hours = hours;
    Ok(())
}

/// Without a number there is no limit any more, which is a choice.
pub(in crate::services::connect) fn max_contacts(
    ctx: &mut Ctx<'_>,
    input: MaxContacts,
) -> Result<(), AwsError> {
    let queue = touch(ctx, &input.instance_id, &input.queue_id)?;
    queue.body.max_contacts = input.max_contacts;
    Ok(())
}

/// Replaces the whole: what is left out is gone, which is a choice.
pub(in crate::services::connect) fn outbound_caller(
    ctx: &mut Ctx<'_>,
    input: OutboundCaller,
) -> Result<(), AwsError> {
    let instance = state::open(ctx, &input.instance_id)?;
    find(instance, &input.queue_id)?;
    let caller = input.outbound_caller_config.checked(ctx, instance)?;
    touch(ctx, &input.instance_id, &input.queue_id)?.body.caller = caller;
    Ok(())
}

pub(in crate::services::connect) fn outbound_email(
    ctx: &mut Ctx<'_>,
    input: OutboundEmail,
) -> Result<(), AwsError> {
    let instance = state::open(ctx, &input.instance_id)?;
    find(instance, &input.queue_id)?;
    let outbound = input.outbound_email_config.checked(instance)?;
    let queue = touch(ctx, &input.instance_id, &input.queue_id)?;
    queue.body.outbound_email = outbound;
    Ok(())
}

pub(in crate::services::connect) fn status(
    ctx: &mut Ctx<'_>,
    input: Status,
) -> Result<(), AwsError> {
    touch(ctx, &input.instance_id, &input.queue_id)?.body.status = input.status;
    Ok(())
}
