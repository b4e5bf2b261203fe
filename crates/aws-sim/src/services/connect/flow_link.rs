//! Which flow the contacts of a resource start in.
//!
//! The links of voice numbers are kept with the numbers, made by calls of their own, and only read
//! here. Those of other resources are made here; whether such a resource exists is not asked, as
//! none is simulated.

use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use super::{
    errors, phone_number, referred,
    state::{self, Instance},
};
use crate::{context::Ctx, error::AwsError, paging::PageRequest, time::Time};

/// The flow of a resource that is no voice number.
#[derive(Debug, Clone, Serialize)]
pub(super) struct FlowLink {
    resource_type: String,
    /// An ARN.
    pub(super) resource: String,
    /// The id of the flow.
    pub(super) flow: String,
    created: Time,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub(super) struct Associate {
    instance_id: String,
    resource_id: String,
    flow_id: String,
    resource_type: String,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub(super) struct Named {
    instance_id: String,
    resource_id: String,
    resource_type: String,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub(super) struct List {
    instance_id: String,
    resource_type: Option<String>,
    #[serde(flatten)]
    page: PageRequest,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub(super) struct Batch {
    instance_id: String,
    resource_ids: Vec<String>,
    resource_type: Option<String>,
}

const VOICE: &str = "VOICE_PHONE_NUMBER";

/// The one type that lists do not know.
const UNLISTED: &str = "SMS_PHONE_NUMBER";

/// Takes the place of the flow that the resource had, which is a choice.
pub(super) fn associate(ctx: &mut Ctx<'_>, input: Associate) -> Result<(), AwsError> {
    let instance = state::open(ctx, &input.instance_id)?;
    let flow = referred::published_flow(instance, &input.flow_id)?;
    if !input.resource_id.starts_with("arn:") {
        return Err(errors::invalid_parameter("ResourceId is not an ARN."));
    }
    let link = FlowLink {
        resource_type: input.resource_type,
        resource: input.resource_id,
        flow,
        created: ctx.now,
    };
    let links = &mut state::open_mut(ctx, &input.instance_id)?.flow_links;
    links.retain(|old| !old.is_of(&link.resource_type, &link.resource));
    links.push(link);
    Ok(())
}

pub(super) fn disassociate(ctx: &mut Ctx<'_>, input: Named) -> Result<(), AwsError> {
    let instance = state::open(ctx, &input.instance_id)?;
    find(instance, &input)?;
    let links = &mut state::open_mut(ctx, &input.instance_id)?.flow_links;
    links.retain(|link| !link.is_of(&input.resource_type, &input.resource_id));
    Ok(())
}

pub(super) fn get(ctx: &mut Ctx<'_>, input: Named) -> Result<Value, AwsError> {
    let instance = state::open(ctx, &input.instance_id)?;
    let link = find(instance, &input)?;
    if !ctx.visible(link.created) {
        return Err(not_found(&input.resource_id));
    }
    Ok(link.shown(instance))
}

/// Resources and flows are named by ARN, as clients that look for them expect.
pub(super) fn list(ctx: &mut Ctx<'_>, input: List) -> Result<Value, AwsError> {
    let instance = state::open(ctx, &input.instance_id)?;
    let all = all(ctx, instance, input.resource_type.as_deref());
    let page = ctx.page(&input.page, all)?;
    Ok(json!({ "FlowAssociationSummaryList": page.items, "NextToken": page.next_token }))
}

/// Resources without a flow are left out.
pub(super) fn batch(ctx: &mut Ctx<'_>, input: Batch) -> Result<Value, AwsError> {
    let instance = state::open(ctx, &input.instance_id)?;
    let asked = |resource: &str| {
        let id = resource.rsplit('/').next();
        let mut ids = input.resource_ids.iter();
        ids.any(|asked| asked == resource || Some(asked.as_str()) == id)
    };
    let all = all(ctx, instance, input.resource_type.as_deref()).into_iter();
    let found: Vec<_> = all
        .filter(|(resource, _)| asked(resource))
        .map(|(_, link)| link)
        .collect();
    Ok(json!({ "FlowAssociationSummaryList": found }))
}

/// The links of a type or of all that lists know, by resource.
fn all(ctx: &Ctx<'_>, instance: &Instance, asked: Option<&str>) -> Vec<(String, Value)> {
    let is_asked =
        |of_type: &str| of_type != UNLISTED && asked.is_none_or(|asked| asked == of_type);
    let numbers = phone_number::rows(ctx)
        .filter(|(_, number)| phone_number::is_of(ctx, &number.body, instance));
    let voice = numbers.filter_map(|(_, number)| {
        let flow = number.body.flow.as_ref()?;
        let link = shown(instance, VOICE, &number.arn, flow);
        Some((number.arn.clone(), link)).filter(|_| is_asked(VOICE))
    });
    let links = instance.flow_links.iter();
    let others = links
        .filter(|link| is_asked(&link.resource_type) && ctx.visible(link.created))
        .map(|link| (link.resource.clone(), link.shown(instance)));
    let mut all: Vec<_> = voice.chain(others).collect();
    all.sort_by(|(one, _), (other, _)| one.cmp(other));
    all
}

fn find<'i>(instance: &'i Instance, asked: &Named) -> Result<&'i FlowLink, AwsError> {
    let mut links = instance.flow_links.iter();
    let found = links.find(|link| link.is_of(&asked.resource_type, &asked.resource_id));
    found.ok_or_else(|| not_found(&asked.resource_id))
}

fn not_found(resource: &str) -> AwsError {
    errors::not_found("Flow association", resource)
}

fn shown(instance: &Instance, resource_type: &str, resource: &str, flow: &str) -> Value {
    json!({
        "ResourceId": resource,
        "FlowId": format!("{}/contact-flow/{flow}", instance.arn),
        "ResourceType": resource_type,
    })
}

// === impl FlowLink ===

impl FlowLink {
    fn is_of(&self, resource_type: &str, resource: &str) -> bool {
        self.resource_type == resource_type && self.resource == resource
    }

    fn shown(&self, instance: &Instance) -> Value {
        shown(instance, &self.resource_type, &self.resource, &self.flow)
    }
}
