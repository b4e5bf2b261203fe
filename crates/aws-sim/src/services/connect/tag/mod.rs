//! Tags of whatever has an ARN.
//!
//! Tags do not change when a thing was modified last, which is a choice.

mod inventory;
pub(super) mod search;

use std::collections::BTreeSet;

use serde::Deserialize;
use serde_json::{Value, json};

pub(crate) use self::inventory::tagged;
use super::{errors, state::State};
use crate::{
    arn::Arn,
    context::Ctx,
    error::AwsError,
    place::Region,
    time::Time,
    world::{Tags, Things, World},
};

#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Tag {
    resource_arn: String,
    tags: Tags,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Untag {
    resource_arn: String,
    tag_keys: BTreeSet<String>,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct List {
    resource_arn: String,
}

/// The tags of a thing, and when it was made.
type Tagged<'s> = (Time, &'s mut Tags);

/// What the ARNs of a kind have between instance and id, and the table that has the kind. A kind
/// adds a line.
macro_rules! kinds {
    ($instance:ident, $path:ident, $id:ident, $among:ident, $($borrow:tt)+) => {
        match $path {
            "agent" => $among($($borrow)+ $instance.users, $id),
            "agent-group" => $among($($borrow)+ $instance.hierarchy_groups, $id),
            "agent-state" => $among($($borrow)+ $instance.agent_statuses, $id),
            "contact-flow" => $among($($borrow)+ $instance.flows, $id),
            "data-table" => $among($($borrow)+ $instance.data_tables, $id),
            "email-address" => $among($($borrow)+ $instance.email_addresses, $id),
            "evaluation-form" => $among($($borrow)+ $instance.evaluation_forms, $id),
            "flow-module" => $among($($borrow)+ $instance.flow_modules, $id),
            "integration-association" => $among($($borrow)+ $instance.integrations, $id),
            "operating-hours" => $among($($borrow)+ $instance.hours, $id),
            "prompt" => $among($($borrow)+ $instance.prompts, $id),
            "queue" => $among($($borrow)+ $instance.queues, $id),
            "routing-profile" => $among($($borrow)+ $instance.routing_profiles, $id),
            "rule" => $among($($borrow)+ $instance.rules, $id),
            "security-profile" => $among($($borrow)+ $instance.security_profiles, $id),
            "task-template" => $among($($borrow)+ $instance.task_templates, $id),
            "test-case" => $among($($borrow)+ $instance.test_cases, $id),
            "transfer-destination" => $among($($borrow)+ $instance.quick_connects, $id),
            "use-case" => $among($($borrow)+ $instance.use_cases, $id),
            "view" => $among($($borrow)+ $instance.views, $id),
            "vocabulary" => $among($($borrow)+ $instance.vocabularies, $id),
            _ => None,
        }
    };
}

/// How many tags a thing may have.
const TAGS_MAX: usize = 50;

pub(super) fn tag(ctx: &mut Ctx<'_>, input: Tag) -> Result<(), AwsError> {
    let (_, tags) = find(ctx, &input.resource_arn)?;
    let added = input.tags.keys().filter(|key| !tags.contains_key(*key));
    if tags.len() + added.count() > TAGS_MAX {
        return Err(errors::invalid_parameter(&format!(
            "A resource has at most {TAGS_MAX} tags."
        )));
    }
    tags.extend(input.tags);
    Ok(())
}

/// A key that the thing does not have is passed over.
pub(super) fn untag(ctx: &mut Ctx<'_>, input: Untag) -> Result<(), AwsError> {
    let (_, tags) = find(ctx, &input.resource_arn)?;
    tags.retain(|key, _| !input.tag_keys.contains(key));
    Ok(())
}

pub(super) fn list(ctx: &mut Ctx<'_>, input: List) -> Result<Value, AwsError> {
    let (created, tags) = find(ctx, &input.resource_arn)?;
    let answer = json!({ "tags": tags });
    if ctx.visible(created) {
        Ok(answer)
    } else {
        Err(not_found(&input.resource_arn))
    }
}

/// The tags of what has this ARN. Text that is no ARN of Connect is an invalid parameter; an ARN of
/// another account or Region is that of nothing, which is a choice.
fn find<'w>(ctx: &'w mut Ctx<'_>, arn: &str) -> Result<Tagged<'w>, AwsError> {
    let Some([region, account, resource]) = parts(arn) else {
        return Err(errors::invalid_parameter(&format!(
            "resourceArn {arn} is not an ARN of Amazon Connect."
        )));
    };
    if region != ctx.region.as_str() || account != ctx.account.as_str() {
        return Err(not_found(arn));
    }
    let now = ctx.now;
    let state = ctx.world.connect.at(ctx.account, ctx.region);
    in_state(state, resource, now).ok_or_else(|| not_found(arn))
}

/// Region, account and resource.
fn parts(arn: &str) -> Option<[&str; 3]> {
    let rest = arn.strip_prefix("arn:aws:connect:")?;
    let mut parts = rest.splitn(3, ':');
    Some([parts.next()?, parts.next()?, parts.next()?])
}

fn in_state<'s>(state: &'s mut State, resource: &str, now: Time) -> Option<Tagged<'s>> {
    if let Some(id) = resource.strip_prefix("phone-number/") {
        return among_mut(&mut state.phone_numbers, id);
    }
    if let Some(id) = resource.strip_prefix("traffic-distribution-group/") {
        return among_mut(&mut state.groups, id);
    }
    let within = resource.strip_prefix("instance/")?;
    let (id, inner) = within.split_once('/').unwrap_or((within, ""));
    let instance = state.instances.get_mut(id)?;
    if !instance.creation.is_done(now) {
        return None;
    }
    instance.touched = true;
    match inner.rsplit_once('/') {
        Some((path, id)) => kinds!(instance, path, id, among_mut, &mut),
        None => Some((instance.created, &mut instance.tags)).filter(|_| inner.is_empty()),
    }
}

/// The tags of what has this ARN, for those who decide about calls.
pub(crate) fn tags<'w>(world: &'w World, arn: &str) -> Option<&'w Tags> {
    let parsed = Arn::parse(arn)?;
    let region = Region::new(parsed.region);
    let state = world.connect.get(&parsed.owner()?, &region)?;
    let resource = parsed.resource;
    if let Some(id) = resource.strip_prefix("phone-number/") {
        return among(&state.phone_numbers, id);
    }
    if let Some(id) = resource.strip_prefix("traffic-distribution-group/") {
        return among(&state.groups, id);
    }
    let within = resource.strip_prefix("instance/")?;
    let (id, inner) = within.split_once('/').unwrap_or((within, ""));
    let instance = state.instances.get(id)?;
    match inner.rsplit_once('/') {
        Some((path, id)) => kinds!(instance, path, id, among, &),
        None => Some(&instance.tags).filter(|_| inner.is_empty()),
    }
}

fn among<'t, T>(things: &'t Things<T>, id: &str) -> Option<&'t Tags> {
    things.get(id).map(|thing| &thing.tags)
}

fn among_mut<'t, T>(things: &'t mut Things<T>, id: &str) -> Option<Tagged<'t>> {
    let thing = things.get_mut(id)?;
    Some((thing.created, &mut thing.tags))
}

fn not_found(arn: &str) -> AwsError {
    errors::not_found("Resource", arn)
}
