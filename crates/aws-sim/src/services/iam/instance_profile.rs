//! Instance profiles: a role for machines.

use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use super::{
    State, errors,
    naming::{INSTANCE_PROFILE, Naming, taken},
    page::Paging,
    tag::{self, Tag},
};
use crate::{context::Ctx, error::AwsError, world::Tags};

#[derive(Debug, Serialize)]
pub(super) struct InstanceProfile {
    #[serde(flatten)]
    pub(super) naming: Naming,
    pub(super) tags: Tags,
    /// The name of its role, of which it has at most one.
    pub(super) role: Option<String>,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub(super) struct Create {
    instance_profile_name: String,
    path: Option<String>,
    #[serde(default)]
    tags: Vec<Tag>,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub(super) struct ByName {
    instance_profile_name: String,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub(super) struct Link {
    instance_profile_name: String,
    role_name: String,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub(super) struct OfRole {
    role_name: String,
    #[serde(flatten)]
    page: Paging,
}

pub(super) fn create(ctx: &mut Ctx<'_>, input: Create) -> Result<Value, AwsError> {
    let most = ctx.quota("iam-instance-profiles");
    let state = ctx.world.iam.at(ctx.account);
    let name = input.instance_profile_name;
    if taken(state.instance_profiles.keys(), &name) {
        return Err(errors::exists("Instance Profile", &name));
    }
    if state.instance_profiles.len() as u64 >= most {
        return Err(errors::limit("InstanceProfilesPerAccount", most));
    }
    let profile = InstanceProfile {
        tags: tag::checked(input.tags)?,
        naming: INSTANCE_PROFILE.name(ctx.account, &mut ctx.ids, ctx.now, input.path, name),
        role: None,
    };
    let answer = json!({ "InstanceProfile": profile.shown(state) });
    state
        .instance_profiles
        .insert(profile.naming.name.clone(), profile);
    Ok(answer)
}

pub(super) fn get(ctx: &mut Ctx<'_>, input: ByName) -> Result<Value, AwsError> {
    let state = ctx.world.iam.at(ctx.account);
    let profile = state.instance_profiles.get(&input.instance_profile_name);
    let profile = profile.ok_or_else(|| missing(&input.instance_profile_name))?;
    Ok(json!({ "InstanceProfile": profile.shown(state) }))
}

pub(super) fn list(ctx: &mut Ctx<'_>, page: Paging) -> Result<Value, AwsError> {
    page.list(ctx, "InstanceProfiles", |page, state| {
        let profiles = state.instance_profiles.values();
        let profiles = profiles.filter(|profile| page.under(&profile.naming.path));
        profiles
            .map(|profile| (profile.naming.name.clone(), profile.shown(state)))
            .collect()
    })
}

pub(super) fn of_role(ctx: &mut Ctx<'_>, input: OfRole) -> Result<Value, AwsError> {
    let state = ctx.world.iam.at(ctx.account);
    state.role(&input.role_name)?;
    let rows = state.profiles_of(&input.role_name);
    input.page.page(ctx, "InstanceProfiles", rows)
}

pub(super) fn add(ctx: &mut Ctx<'_>, input: Link) -> Result<(), AwsError> {
    let state = ctx.world.iam.at(ctx.account);
    state.role_mut(&input.role_name)?.open()?;
    let profile = state.instance_profile_mut(&input.instance_profile_name)?;
    if profile.role.is_some() {
        return Err(errors::limit("InstanceSessionsPerInstanceProfile", 1));
    }
    profile.role = Some(input.role_name);
    Ok(())
}

pub(super) fn remove(ctx: &mut Ctx<'_>, input: Link) -> Result<(), AwsError> {
    let state = ctx.world.iam.at(ctx.account);
    let profile = state.instance_profile_mut(&input.instance_profile_name)?;
    if profile.role.as_ref() != Some(&input.role_name) {
        return Err(errors::no_such("role", &input.role_name));
    }
    profile.role = None;
    Ok(())
}

pub(super) fn delete(ctx: &mut Ctx<'_>, input: ByName) -> Result<(), AwsError> {
    let state = ctx.world.iam.at(ctx.account);
    if state
        .instance_profile_mut(&input.instance_profile_name)?
        .role
        .is_some()
    {
        return Err(errors::in_use("remove roles from instance profile"));
    }
    state.instance_profiles.remove(&input.instance_profile_name);
    Ok(())
}

fn missing(name: &str) -> AwsError {
    errors::no_entity(format!("Instance Profile {name} cannot be found."))
}

// === impl InstanceProfile ===

impl InstanceProfile {
    fn shown(&self, state: &State) -> Value {
        let role = self.role.as_ref().and_then(|name| state.roles.get(name));
        let mut shown = json!({
            "Path": self.naming.path,
            "InstanceProfileName": self.naming.name,
            "InstanceProfileId": self.naming.id,
            "Arn": self.naming.arn,
            "CreateDate": self.naming.created,
            "Roles": role.map(super::role::Role::summary).into_iter().collect::<Vec<_>>(),
        });
        if !self.tags.is_empty() {
            shown["Tags"] = json!(tag::shown(&self.tags));
        }
        shown
    }
}

// === impl State ===

impl State {
    pub(super) fn instance_profile_mut(
        &mut self,
        name: &str,
    ) -> Result<&mut InstanceProfile, AwsError> {
        self.instance_profiles
            .get_mut(name)
            .ok_or_else(|| missing(name))
    }

    /// The profiles of a role on the wire, by name.
    pub(super) fn profiles_of(&self, role: &str) -> Vec<(String, Value)> {
        let profiles = self.instance_profiles.values();
        profiles
            .filter(|profile| profile.role.as_deref() == Some(role))
            .map(|profile| (profile.naming.name.clone(), profile.shown(self)))
            .collect()
    }
}
