//! Hours that inherit the overrides of others.

use std::collections::BTreeSet;

use serde::Deserialize;
use serde_json::{Value, json};

use super::{Hours, find};
use crate::{
    context::Ctx,
    error::AwsError,
    paging::PageRequest,
    services::connect::{
        errors,
        state::{self, Instance},
    },
    world::Thing,
};

#[derive(Debug, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub(in crate::services::connect) struct Parent {
    #[serde(default)]
    hours_of_operation_id: String,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub(in crate::services::connect) struct Associate {
    instance_id: String,
    hours_of_operation_id: String,
    parent_hours_of_operation_configs: Vec<Parent>,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub(in crate::services::connect) struct Disassociate {
    instance_id: String,
    hours_of_operation_id: String,
    parent_hours_of_operation_ids: BTreeSet<String>,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub(in crate::services::connect) struct ListChildren {
    instance_id: String,
    hours_of_operation_id: String,
    #[serde(flatten)]
    page: PageRequest,
}

pub(in crate::services::connect) fn associate(
    ctx: &mut Ctx<'_>,
    input: Associate,
) -> Result<(), AwsError> {
    let instance = state::open(ctx, &input.instance_id)?;
    let hours = find(instance, &input.hours_of_operation_id)?;
    let mut parents = hours.body.parents.clone();
    for id in checked(ctx, instance, input.parent_hours_of_operation_configs)? {
        if id == hours.id || descends(instance, &id, &hours.id) {
            return Err(errors::invalid_request(
                "Hours of operation cannot inherit in a ring.",
            ));
        }
        if !parents.contains(&id) {
            parents.push(id);
        }
    }
    within_quota(ctx, &parents)?;
    let now = ctx.now;
    let instance = state::open_mut(ctx, &input.instance_id)?;
    if let Some(hours) = instance.hours.get_mut(&input.hours_of_operation_id) {
        hours.body.parents = parents;
        hours.modified = now;
    }
    Ok(())
}

pub(in crate::services::connect) fn disassociate(
    ctx: &mut Ctx<'_>,
    input: Disassociate,
) -> Result<(), AwsError> {
    let now = ctx.now;
    let instance = state::open_mut(ctx, &input.instance_id)?;
    find(instance, &input.hours_of_operation_id)?;
    if let Some(hours) = instance.hours.get_mut(&input.hours_of_operation_id) {
        hours
            .body
            .parents
            .retain(|id| !input.parent_hours_of_operation_ids.contains(id));
        hours.modified = now;
    }
    Ok(())
}

pub(in crate::services::connect) fn list_children(
    ctx: &mut Ctx<'_>,
    input: ListChildren,
) -> Result<Value, AwsError> {
    let instance = state::open(ctx, &input.instance_id)?;
    let parent = find(instance, &input.hours_of_operation_id)?;
    let children = instance
        .hours
        .rows()
        .filter(|(_, hours)| ctx.visible(hours.created) && hours.body.parents.contains(&parent.id));
    let page = ctx.page(
        &input.page,
        children.map(|(key, hours)| (key, identifier(hours))),
    )?;
    Ok(json!({
        "ChildHoursOfOperationsSummaryList": page.items,
        "NextToken": page.next_token,
        "LastModifiedTime": parent.modified,
        "LastModifiedRegion": ctx.region,
    }))
}

/// The ids of parents that exist, each once.
pub(super) fn checked(
    ctx: &Ctx<'_>,
    instance: &Instance,
    parents: Vec<Parent>,
) -> Result<Vec<String>, AwsError> {
    let mut ids = Vec::new();
    for parent in parents {
        let id = &find(instance, &parent.hours_of_operation_id)?.id;
        if !ids.contains(id) {
            ids.push(id.clone());
        }
    }
    within_quota(ctx, &ids)?;
    Ok(ids)
}

/// Name, id and ARN of hours.
pub(super) fn identifier(hours: &Thing<Hours>) -> Value {
    json!({ "Name": hours.name, "Id": hours.id, "Arn": hours.arn })
}

fn within_quota(ctx: &Ctx<'_>, parents: &[String]) -> Result<(), AwsError> {
    let limit = ctx.quota("hours-parents");
    if parents.len() as u64 <= limit {
        return Ok(());
    }
    Err(errors::quota_exceeded(
        "parents per hours of operation",
        limit,
    ))
}

/// Whether the hours `id` inherit, at any distance, from `from`. There are no rings yet.
fn descends(instance: &Instance, id: &str, from: &str) -> bool {
    instance.hours.get(id).is_some_and(|hours| {
        let parents = &hours.body.parents;
        parents
            .iter()
            .any(|parent| parent == from || descends(instance, parent, from))
    })
}
