//! What queues, quick connects and numbers refer to.

use super::{errors, flow, phone_number, state::Instance};
use crate::{context::Ctx, error::AwsError};

/// The id of the flow with this id or ARN, if it is of one of the types; of any, if none is named.
pub(super) fn flow(instance: &Instance, id: &str, types: &[&str]) -> Result<String, AwsError> {
    let flow = flow::find(instance, id)?;
    if types.is_empty() || types.contains(&flow.body.kind.as_str()) {
        return Ok(flow.id.clone());
    }
    Err(errors::invalid_parameter(&format!(
        "Contact flow {} is of type {}, which does not fit here.",
        flow.id, flow.body.kind
    )))
}

/// The id of the flow with this id or ARN, if contacts can go through it.
pub(super) fn published_flow(instance: &Instance, id: &str) -> Result<String, AwsError> {
    let flow = flow::find(instance, id)?;
    if flow.body.content.live().is_some() {
        return Ok(flow.id.clone());
    }
    Err(errors::invalid_parameter(&format!(
        "Contact flow {} is not published.",
        flow.id
    )))
}

/// The id of the phone number with this id or ARN, if the instance has it.
pub(super) fn phone_number(
    ctx: &Ctx<'_>,
    instance: &Instance,
    id: &str,
) -> Result<String, AwsError> {
    let number = phone_number::find(ctx, id)?;
    if phone_number::is_of(ctx, &number.body, instance) {
        Ok(number.id.clone())
    } else {
        Err(errors::not_found(phone_number::KIND, id))
    }
}
