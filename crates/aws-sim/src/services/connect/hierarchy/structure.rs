//! The levels of the hierarchy. A new instance has none, which is a choice.

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value, json};

use super::LEVELS;
use crate::{
    context::Ctx,
    error::AwsError,
    services::connect::{
        errors,
        state::{self, Instance},
    },
    time::Time,
};

/// A level. Its place in the list says which.
#[derive(Debug, Clone, Serialize)]
pub(in crate::services::connect) struct Level {
    pub(super) id: String,
    arn: String,
    name: String,
    modified: Time,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub(in crate::services::connect) struct Describe {
    instance_id: String,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub(in crate::services::connect) struct Update {
    instance_id: String,
    /// By the names of [`LEVELS`].
    hierarchy_structure: Map<String, Value>,
}

pub(in crate::services::connect) fn describe(
    ctx: &mut Ctx<'_>,
    input: Describe,
) -> Result<Value, AwsError> {
    let instance = state::open(ctx, &input.instance_id)?;
    let levels = LEVELS.iter().zip(&instance.hierarchy);
    let shown: Map<_, _> = levels
        .map(|(name, level)| {
            let shown = json!({
                "Id": level.id,
                "Arn": level.arn,
                "Name": level.name,
                "LastModifiedTime": level.modified,
                "LastModifiedRegion": ctx.region,
            });
            ((*name).to_owned(), shown)
        })
        .collect();
    Ok(json!({ "HierarchyStructure": shown }))
}

/// Replaces the names of all levels: those that are left out are gone, unless there are groups on
/// them. That levels are given without a gap and differ in name is a choice.
pub(in crate::services::connect) fn update(
    ctx: &mut Ctx<'_>,
    input: Update,
) -> Result<(), AwsError> {
    let names = names(&input.hierarchy_structure)?;
    let instance = state::open(ctx, &input.instance_id)?;
    if let Some((level, group)) = lost(instance, names.len()) {
        return Err(errors::in_use("Hierarchy level", &level.arn, group));
    }
    let (now, arn) = (ctx.now, instance.arn.clone());
    let mut levels = instance.hierarchy.clone();
    levels.truncate(names.len());
    for (at, name) in names.into_iter().enumerate() {
        match levels.get_mut(at) {
            Some(level) if level.name == name => {}
            Some(level) => (level.name, level.modified) = (name, now),
            None => {
                let id = ctx.ids.uuid();
                levels.push(Level {
                    arn: format!("{arn}/agent-group-level/{id}"),
                    id,
                    name,
                    modified: now,
                });
            }
        }
    }
    state::open_mut(ctx, &input.instance_id)?.hierarchy = levels;
    Ok(())
}

/// The names from the top.
fn names(given: &Map<String, Value>) -> Result<Vec<String>, AwsError> {
    let name = |level: &&str| Some(given.get(*level)?["Name"].as_str()?.to_owned());
    let names: Vec<_> = LEVELS.iter().map_while(name).collect();
    let sound = |(at, name): (usize, &String)| !name.is_empty() && !names[..at].contains(name);
    if names.len() == given.len() && names.iter().enumerate().all(sound) {
        return Ok(names);
    }
    Err(errors::invalid_parameter(
        "HierarchyStructure needs levels without a gap, each with a name of its own.",
    ))
}

/// The first level beyond `count` that has a group, and the group.
fn lost(instance: &Instance, count: usize) -> Option<(&Level, &str)> {
    let groups = instance.hierarchy_groups.iter();
    let lost = groups.filter(|group| group.body.level >= count);
    let group = lost.min_by_key(|group| group.body.level)?;
    Some((instance.hierarchy.get(group.body.level)?, &group.arn))
}
