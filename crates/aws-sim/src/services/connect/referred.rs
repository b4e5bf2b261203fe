//! What queues, quick connects and numbers refer to. Flows are not kept yet: any id is taken for that of
//! one.

use super::{errors, phone_number, state::Instance};
//! What queues and quick connects refer to.

use super::{errors, flow, state::Instance};
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

/// The id of the phone number with this id or ARN, if the instance has it.
pub(super) fn phone_number(
    ctx: &Ctx<'_>,
    instance: &Instance,
    id: &str,
) -> Result<String, AwsError> {
    let number = phone_number::find(ctx, id)?;
    if number.body.target == instance.arn {
        Ok(number.id.clone())
    } else {
        Err(errors::not_found(phone_number::KIND, id))
    }
}

fn plain(id: &str) -> String {
    id.rsplit('/').next().unwrap_or(id).to_owned()
}
