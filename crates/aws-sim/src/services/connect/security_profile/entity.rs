//! The security profiles of a user or an AI agent, by its ARN.
//!
//! AI agents are not simulated: what has the ARN of one is taken for one.

use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use super::find;
use crate::{
    context::Ctx,
    error::AwsError,
    paging::PageRequest,
    services::connect::{
        errors,
        state::{self, Instance},
        user,
    },
};

/// `SecurityProfileItem`.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(rename_all = "PascalCase")]
struct Item {
    id: String,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub(in crate::services::connect) struct Change {
    instance_id: String,
    security_profiles: Vec<Item>,
    entity_type: String,
    entity_arn: String,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub(in crate::services::connect) struct List {
    instance_id: String,
    entity_type: String,
    entity_arn: String,
    #[serde(flatten)]
    page: PageRequest,
}

/// How many profiles a user or an agent has at most.
const PROFILES_MAX: usize = 10;

/// A profile that the entity has already stays, which is a choice.
pub(in crate::services::connect) fn associate(
    ctx: &mut Ctx<'_>,
    input: Change,
) -> Result<(), AwsError> {
    let instance = state::open(ctx, &input.instance_id)?;
    let mut profiles = profiles(instance, &input.entity_type, &input.entity_arn)?;
    for id in checked(instance, &input.security_profiles)? {
        if !profiles.contains(&id) {
            profiles.push(id);
        }
    }
    if profiles.len() > PROFILES_MAX {
        return Err(errors::invalid_request(&format!(
            "An entity has at most {PROFILES_MAX} security profiles."
        )));
    }
    put(ctx, &input, profiles)
}

/// A user keeps one profile at least. One that the entity does not have is passed over, which is a
/// choice.
pub(in crate::services::connect) fn disassociate(
    ctx: &mut Ctx<'_>,
    input: Change,
) -> Result<(), AwsError> {
    let instance = state::open(ctx, &input.instance_id)?;
    let mut profiles = profiles(instance, &input.entity_type, &input.entity_arn)?;
    let removed = checked(instance, &input.security_profiles)?;
    profiles.retain(|id| !removed.contains(id));
    if profiles.is_empty() && input.entity_type == "USER" {
        return Err(errors::invalid_request(
            "A user needs at least one security profile.",
        ));
    }
    put(ctx, &input, profiles)
}

pub(in crate::services::connect) fn list(
    ctx: &mut Ctx<'_>,
    input: List,
) -> Result<Value, AwsError> {
    let instance = state::open(ctx, &input.instance_id)?;
    let profiles = profiles(instance, &input.entity_type, &input.entity_arn)?;
    let rows = profiles.into_iter().enumerate();
    let rows = rows.map(|(at, id)| (format!("{at:03}"), Item { id }));
    let page = ctx.page(&input.page, rows)?;
    Ok(json!({ "SecurityProfiles": page.items, "NextToken": page.next_token }))
}

/// The ids of the profiles that the entity has.
fn profiles(instance: &Instance, kind: &str, arn: &str) -> Result<Vec<String>, AwsError> {
    if kind == "USER" {
        return Ok(user::find(instance, arn)?.body.security_profiles.clone());
    }
    if !arn.starts_with("arn:") {
        return Err(errors::invalid_parameter("EntityArn is not an ARN."));
    }
    Ok(instance
        .agent_profiles
        .get(arn)
        .cloned()
        .unwrap_or_default())
}

fn checked(instance: &Instance, given: &[Item]) -> Result<Vec<String>, AwsError> {
    let id = |item: &Item| Ok(find(instance, &item.id)?.id.clone());
    given.iter().map(id).collect()
}

fn put(ctx: &mut Ctx<'_>, input: &Change, profiles: Vec<String>) -> Result<(), AwsError> {
    let now = ctx.now;
    let instance = state::open_mut(ctx, &input.instance_id)?;
    if input.entity_type != "USER" {
        let arn = input.entity_arn.clone();
        instance.agent_profiles.insert(arn, profiles);
    } else if let Some(user) = instance.users.get_mut(&input.entity_arn) {
        user.body.security_profiles = profiles;
        user.modified = now;
    }
    Ok(())
}
