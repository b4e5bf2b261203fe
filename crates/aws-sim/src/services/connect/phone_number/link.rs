//! The flow that the calls to a number start in. Of all kinds of flow associations, only this one
//! is read through lists alone.

use serde::Deserialize;
use serde_json::{Value, json};

use super::{PhoneNumber, find, find_mut};
use crate::{
    context::Ctx,
    error::AwsError,
    paging::PageRequest,
    services::connect::{errors, referred, state},
    world::Thing,
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

#[derive(Debug, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub(in crate::services::connect) struct List {
    instance_id: String,
    resource_type: Option<String>,
    #[serde(flatten)]
    page: PageRequest,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub(in crate::services::connect) struct Batch {
    instance_id: String,
    resource_ids: Vec<String>,
    resource_type: Option<String>,
}

const VOICE: &str = "VOICE_PHONE_NUMBER";

pub(in crate::services::connect) fn attach(
    ctx: &mut Ctx<'_>,
    input: Attach,
) -> Result<(), AwsError> {
    let instance = state::open(ctx, &input.instance_id)?;
    on_instance(ctx, &input.phone_number_id, &instance.arn)?;
    let flow = referred::flow(instance, &input.contact_flow_id, &["CONTACT_FLOW"])?;
    find_mut(ctx, &input.phone_number_id)?.body.flow = Some(flow);
    Ok(())
}

/// A number without a flow stays as it is.
pub(in crate::services::connect) fn detach(
    ctx: &mut Ctx<'_>,
    input: Detach,
) -> Result<(), AwsError> {
    let instance = state::open(ctx, &input.instance_id)?;
    on_instance(ctx, &input.phone_number_id, &instance.arn)?;
    find_mut(ctx, &input.phone_number_id)?.body.flow = None;
    Ok(())
}

pub(in crate::services::connect) fn list(
    ctx: &mut Ctx<'_>,
    input: List,
) -> Result<Value, AwsError> {
    let rows = linked(ctx, &input.instance_id, input.resource_type.as_deref())?;
    let rows = rows.map(|(key, number)| (key, shown(number)));
    let page = ctx.page(&input.page, rows)?;
    Ok(json!({ "FlowAssociationSummaryList": page.items, "NextToken": page.next_token }))
}

pub(in crate::services::connect) fn batch(
    ctx: &mut Ctx<'_>,
    input: Batch,
) -> Result<Value, AwsError> {
    let asked = |number: &Thing<PhoneNumber>| {
        input
            .resource_ids
            .iter()
            .any(|id| *id == number.id || *id == number.arn)
    };
    let rows = linked(ctx, &input.instance_id, input.resource_type.as_deref())?;
    let found: Vec<_> = rows
        .filter(|(_, number)| asked(number))
        .map(|(_, n)| shown(n))
        .collect();
    Ok(json!({ "FlowAssociationSummaryList": found }))
}

/// The numbers of an instance that have a flow, if numbers are asked for.
fn linked<'w>(
    ctx: &'w Ctx<'_>,
    instance_id: &str,
    resource_type: Option<&str>,
) -> Result<impl Iterator<Item = (String, &'w Thing<PhoneNumber>)>, AwsError> {
    let target = &state::open(ctx, instance_id)?.arn;
    let wanted = resource_type.is_none_or(|asked| asked == VOICE);
    let state = ctx.world.connect.get(ctx.account, ctx.region);
    let rows = state
        .into_iter()
        .flat_map(|state| state.phone_numbers.rows());
    Ok(rows.filter(move |(_, number)| {
        wanted && number.body.target == *target && number.body.flow.is_some()
    }))
}

/// A number must be on the instance, and its claim done.
fn on_instance(ctx: &Ctx<'_>, id: &str, instance_arn: &str) -> Result<(), AwsError> {
    let number = find(ctx, id)?;
    if number.body.target != instance_arn {
        return Err(errors::not_found(super::KIND, id));
    }
    if !number.body.settling.is_done(ctx.now) {
        return Err(errors::invalid_request(
            "The phone number is not claimed yet.",
        ));
    }
    Ok(())
}

fn shown(number: &Thing<PhoneNumber>) -> Value {
    let flow = number.body.flow.as_deref().unwrap_or_default();
    json!({
        "ResourceId": number.arn,
        "FlowId": format!("{}/contact-flow/{flow}", number.body.target),
        "ResourceType": VOICE,
    })
}
