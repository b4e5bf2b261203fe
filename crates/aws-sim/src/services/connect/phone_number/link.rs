//! The flow that the calls to a number start in. It is read with those of other resources.

use serde::Deserialize;

use super::{find, find_mut, is_of};
use crate::{
    context::Ctx,
    error::AwsError,
    services::connect::{
        errors, referred,
        state::{self, Instance},
    },
};

#[derive(Debug, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub(in crate::services::connect) struct Attach {
    phone_number_id: String,
    instance_id: String,
    contact_flow_id: String,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub(in crate::services::connect) struct Detach {
    phone_number_id: String,
    instance_id: String,
}

/// Takes the place of the flow that the number had. That the flow has to be published, and of the
/// type for inbound contacts, is a choice.
pub(in crate::services::connect) fn attach(
    ctx: &mut Ctx<'_>,
    input: Attach,
) -> Result<(), AwsError> {
    let instance = state::open(ctx, &input.instance_id)?;
    check_on_instance(ctx, &input.phone_number_id, instance)?;
    referred::flow(instance, &input.contact_flow_id, &["CONTACT_FLOW"])?;
    let flow = referred::published_flow(instance, &input.contact_flow_id)?;
    find_mut(ctx, &input.phone_number_id)?.body.flow = Some(flow);
    Ok(())
}

/// A number without a flow stays as it is.
pub(in crate::services::connect) fn detach(
    ctx: &mut Ctx<'_>,
    input: Detach,
) -> Result<(), AwsError> {
    let instance = state::open(ctx, &input.instance_id)?;
    check_on_instance(ctx, &input.phone_number_id, instance)?;
    find_mut(ctx, &input.phone_number_id)?.body.flow = None;
    Ok(())
}

/// A number must be on the instance, and its claim done.
fn check_on_instance(ctx: &Ctx<'_>, id: &str, instance: &Instance) -> Result<(), AwsError> {
    let number = find(ctx, id)?;
    if !is_of(ctx, &number.body, instance) {
        return Err(errors::not_found(super::KIND, id));
    }
    if !number.body.is_claimed(ctx.now) {
        return Err(errors::invalid_parameter(
            "The phone number is not claimed.",
        ));
    }
    Ok(())
}
