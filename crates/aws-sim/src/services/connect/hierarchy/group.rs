//! Groups of users. A group stays below the parent that it was made with.

use std::iter;

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value, json};

use super::LEVELS;
use crate::{
    context::Ctx,
    error::AwsError,
    services::connect::{
        errors,
        reading::{self, List, Query},
        state::{self, Instance},
        uses,
    },
    world::{Tags, Thing},
};

/// What a group has besides what all things have.
#[derive(Debug, Clone, Serialize)]
pub(in crate::services::connect) struct Group {
    /// An id. The groups of the first level have none.
    pub(in crate::services::connect) parent: Option<String>,
    /// Which of the levels, counted from zero.
    pub(super) level: usize,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub(in crate::services::connect) struct Create {
    instance_id: String,
    name: String,
    parent_group_id: Option<String>,
    #[serde(default)]
    tags: Tags,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub(in crate::services::connect) struct Named {
    instance_id: String,
    hierarchy_group_id: String,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub(in crate::services::connect) struct UpdateName {
    instance_id: String,
    hierarchy_group_id: String,
    name: String,
}

const KIND: &str = "Hierarchy group";
const NAME_CHARS_MAX: usize = 100;

/// Needs a level in the structure, below the one of its parent. Names are unique in the instance,
/// whatever the parent. Both are choices.
pub(in crate::services::connect) fn create(
    ctx: &mut Ctx<'_>,
    input: Create,
) -> Result<Value, AwsError> {
    check_name(&input.name)?;
    let instance = state::open(ctx, &input.instance_id)?;
    if instance.hierarchy_groups.named(&input.name).is_some() {
        return Err(errors::duplicate(KIND, &input.name));
    }
    let limit = ctx.quota("hierarchy-groups");
    if instance.hierarchy_groups.own() >= limit {
        return Err(errors::limit_exceeded("hierarchy groups", limit));
    }
    let parent = input.parent_group_id.as_deref();
    let parent = parent.map(|id| find(instance, id)).transpose()?;
    let body = Group {
        level: parent.map_or(0, |parent| parent.body.level + 1),
        parent: parent.map(|parent| parent.id.clone()),
    };
    if body.level >= instance.hierarchy.len() {
        return Err(errors::invalid_request(
            "The hierarchy structure has no level for the group.",
        ));
    }
    let (name, path) = (input.name.clone(), "agent-group");
    let group = state::new_thing(ctx, &input.instance_id, path, name, input.tags, body)?;
    let answer = json!({ "HierarchyGroupId": group.id, "HierarchyGroupArn": group.arn });
    let instance = state::open_mut(ctx, &input.instance_id)?;
    instance
        .hierarchy_groups
        .add(group)
        .map_err(|_| errors::duplicate(KIND, &input.name))?;
    Ok(answer)
}

pub(in crate::services::connect) fn describe(
    ctx: &mut Ctx<'_>,
    input: Named,
) -> Result<Value, AwsError> {
    let instance = state::open(ctx, &input.instance_id)?;
    let id = &input.hierarchy_group_id;
    let group = reading::seen(ctx, find(instance, id)?, KIND, id)?;
    Ok(json!({ "HierarchyGroup": shown(ctx, instance, group) }))
}

pub(in crate::services::connect) fn list(
    ctx: &mut Ctx<'_>,
    input: List,
) -> Result<Value, AwsError> {
    let instance = state::open(ctx, &input.instance_id)?;
    let (rows, member) = (
        ctx.rows(&input.page, &instance.hierarchy_groups),
        "UserHierarchyGroupSummaryList",
    );
    reading::list(ctx, &input.page, rows, member, |group| summary(ctx, group))
}

pub(in crate::services::connect) fn search(
    ctx: &mut Ctx<'_>,
    query: Query,
) -> Result<Value, AwsError> {
    let instance = state::open(ctx, &query.instance_id)?;
    reading::search(
        ctx,
        &query.page,
        &instance.hierarchy_groups,
        "UserHierarchyGroups",
        |group| query.fits(&group.tags, &|name| field(instance, group, name)),
        |group| shown(ctx, instance, group),
    )
}

pub(in crate::services::connect) fn update_name(
    ctx: &mut Ctx<'_>,
    input: UpdateName,
) -> Result<(), AwsError> {
    check_name(&input.name)?;
    let now = ctx.now;
    let instance = state::open_mut(ctx, &input.instance_id)?;
    let id = find(instance, &input.hierarchy_group_id)?.id.clone();
    instance
        .hierarchy_groups
        .rename(&id, &input.name)
        .map_err(|_| errors::duplicate(KIND, &input.name))?;
    if let Some(group) = instance.hierarchy_groups.get_mut(&id) {
        group.modified = now;
    }
    Ok(())
}

/// Only a group without users and without groups below it goes.
pub(in crate::services::connect) fn delete(
    ctx: &mut Ctx<'_>,
    input: Named,
) -> Result<(), AwsError> {
    let instance = state::open_mut(ctx, &input.instance_id)?;
    let group = find(instance, &input.hierarchy_group_id)?;
    if let Some(user) = uses::hierarchy_group(instance, &group.id) {
        return Err(errors::in_use(KIND, &group.arn, user));
    }
    instance.hierarchy_groups.remove(&input.hierarchy_group_id);
    Ok(())
}

/// The group with this id or ARN.
pub(in crate::services::connect) fn find<'i>(
    instance: &'i Instance,
    id: &str,
) -> Result<&'i Thing<Group>, AwsError> {
    instance
        .hierarchy_groups
        .get(id)
        .ok_or_else(|| errors::not_found(KIND, id))
}

/// The group with this id and those above it, from below.
pub(in crate::services::connect) fn path<'i>(
    instance: &'i Instance,
    id: &str,
) -> impl Iterator<Item = &'i Thing<Group>> {
    iter::successors(instance.hierarchy_groups.get(id), |group| {
        instance.hierarchy_groups.get(group.body.parent.as_deref()?)
    })
}

fn check_name(name: &str) -> Result<(), AwsError> {
    if (1..=NAME_CHARS_MAX).contains(&name.chars().count()) {
        return Ok(());
    }
    Err(errors::invalid_parameter(&format!(
        "Name has 1 to {NAME_CHARS_MAX} characters."
    )))
}

fn field<'i>(instance: &'i Instance, group: &'i Thing<Group>, name: &str) -> Option<&'i str> {
    match name {
        "name" => Some(&group.name),
        "parentid" => group.body.parent.as_deref(),
        "levelid" => level_id(instance, group),
        "resourceid" => Some(&group.id),
        _ => None,
    }
}

fn level_id<'i>(instance: &'i Instance, group: &Thing<Group>) -> Option<&'i str> {
    let level = instance.hierarchy.get(group.body.level)?;
    Some(&level.id)
}

fn summary(ctx: &Ctx<'_>, group: &Thing<Group>) -> Value {
    json!({
        "Id": group.id,
        "Arn": group.arn,
        "Name": group.name,
        "LastModifiedTime": group.modified,
        "LastModifiedRegion": ctx.region,
    })
}

fn shown(ctx: &Ctx<'_>, instance: &Instance, group: &Thing<Group>) -> Value {
    let path = path(instance, &group.id).map(|group| {
        let level = LEVELS[group.body.level].to_owned();
        (level, summary(ctx, group))
    });
    json!({
        "Id": group.id,
        "Arn": group.arn,
        "Name": group.name,
        "LevelId": level_id(instance, group),
        "HierarchyPath": path.collect::<Map<_, _>>(),
        "Tags": group.tags,
        "LastModifiedTime": group.modified,
        "LastModifiedRegion": ctx.region,
    })
}
