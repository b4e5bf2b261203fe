//! Security profiles: what users may do. Nothing renames one.

pub(super) mod allowed;
pub(super) mod built_in;
pub(super) mod entity;
pub(super) mod permission;
mod restriction;

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use self::restriction::Restrictions;
use super::{
    errors, reading,
    reading::{List, Query},
    state::{self, Instance},
    uses,
};
use crate::{
    context::Ctx,
    error::AwsError,
    world::{Tags, Thing},
};

/// What a security profile has besides what all things have.
#[derive(Debug, Clone, Serialize)]
pub(super) struct SecurityProfile {
    pub(super) description: Option<String>,
    pub(super) permissions: BTreeSet<String>,
    pub(super) restrictions: Restrictions,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub(super) struct Create {
    instance_id: String,
    security_profile_name: String,
    description: Option<String>,
    #[serde(default)]
    permissions: Vec<String>,
    #[serde(flatten)]
    restrictions: Restrictions,
    #[serde(default)]
    tags: Tags,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub(super) struct Named {
    instance_id: String,
    security_profile_id: String,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub(super) struct Update {
    instance_id: String,
    security_profile_id: String,
    description: Option<String>,
    permissions: Option<Vec<String>>,
    #[serde(flatten)]
    restrictions: Restrictions,
}

const KIND: &str = "Security profile";

pub(super) fn create(ctx: &mut Ctx<'_>, input: Create) -> Result<Value, AwsError> {
    let name = input.security_profile_name;
    let instance = state::open(ctx, &input.instance_id)?;
    if instance.security_profiles.named(&name).is_some() {
        return Err(errors::duplicate(KIND, &name));
    }
    let limit = ctx.quota("security-profiles");
    if instance.security_profiles.own() >= limit {
        return Err(errors::limit_exceeded("security profiles", limit));
    }
    let body = SecurityProfile {
        description: input.description.filter(|text| !text.is_empty()),
        permissions: permission::checked(input.permissions)?,
        restrictions: input.restrictions.checked(instance)?,
    };
    let (id, path) = (&input.instance_id, "security-profile");
    let profile = state::new_thing(ctx, id, path, name.clone(), input.tags, body)?;
    let answer = json!({ "SecurityProfileId": profile.id, "SecurityProfileArn": profile.arn });
    let instance = state::open_mut(ctx, &input.instance_id)?;
    instance
        .security_profiles
        .add(profile)
        .map_err(|_| errors::duplicate(KIND, &name))?;
    Ok(answer)
}

pub(super) fn describe(ctx: &mut Ctx<'_>, input: Named) -> Result<Value, AwsError> {
    let instance = state::open(ctx, &input.instance_id)?;
    let id = &input.security_profile_id;
    let profile = reading::seen(ctx, find(instance, id)?, KIND, id)?;
    let restrictions = &profile.body.restrictions;
    let mut shown = searched(instance, profile);
    shown["AllowedAccessControlTags"] = json!(restrictions.allowed_access_control_tags);
    shown["TagRestrictedResources"] = json!(restrictions.tag_restricted_resources);
    shown["HierarchyRestrictedResources"] = json!(restrictions.hierarchy_restricted_resources);
    shown["AllowedAccessControlHierarchyGroupId"] =
        json!(restrictions.allowed_access_control_hierarchy_group_id);
    shown["GranularAccessControlConfiguration"] =
        json!(restrictions.granular_access_control_configuration);
    shown["LastModifiedTime"] = json!(profile.modified);
    shown["LastModifiedRegion"] = json!(ctx.region);
    Ok(json!({ "SecurityProfile": shown }))
}

pub(super) fn list(ctx: &mut Ctx<'_>, input: List) -> Result<Value, AwsError> {
    let instance = state::open(ctx, &input.instance_id)?;
    let rows = ctx.rows(&input.page, &instance.security_profiles);
    reading::list(
        ctx,
        &input.page,
        rows,
        "SecurityProfileSummaryList",
        |profile| {
            json!({
                "Id": profile.id,
                "Arn": profile.arn,
                "Name": profile.name,
                "Type": kind(profile),
                "LastModifiedTime": profile.modified,
                "LastModifiedRegion": ctx.region,
            })
        },
    )
}

/// Knows no permissions and no restrictions.
pub(super) fn search(ctx: &mut Ctx<'_>, query: Query) -> Result<Value, AwsError> {
    let instance = state::open(ctx, &query.instance_id)?;
    reading::search(
        ctx,
        &query.page,
        &instance.security_profiles,
        "SecurityProfiles",
        |profile| query.fits(&profile.tags, &|name| field(profile, name)),
        |profile| searched(instance, profile),
    )
}

/// What is left out stays as it is; what is given is replaced as a whole, and an empty description
/// goes. That built-in profiles can be changed is a choice.
pub(super) fn update(ctx: &mut Ctx<'_>, input: Update) -> Result<(), AwsError> {
    let instance = state::open(ctx, &input.instance_id)?;
    find(instance, &input.security_profile_id)?;
    let permissions = input.permissions.map(permission::checked).transpose()?;
    let restrictions = input.restrictions.checked(instance)?;
    let now = ctx.now;
    let profile = state::open_mut(ctx, &input.instance_id)?
        .security_profiles
        .get_mut(&input.security_profile_id)
        .ok_or_else(|| errors::not_found(KIND, &input.security_profile_id))?;
    profile.modified = now;
    profile.body.restrictions.update(restrictions);
    if let Some(permissions) = permissions {
        profile.body.permissions = permissions;
    }
    if let Some(description) = input.description {
        profile.body.description = Some(description).filter(|text| !text.is_empty());
    }
    Ok(())
}

/// The built-in profiles stay.
pub(super) fn delete(ctx: &mut Ctx<'_>, input: Named) -> Result<(), AwsError> {
    let instance = state::open_mut(ctx, &input.instance_id)?;
    let profile = find(instance, &input.security_profile_id)?;
    if profile.built_in {
        return Err(errors::invalid_request(
            "Built-in security profiles cannot be deleted.",
        ));
    }
    if let Some(user) = uses::security_profile(instance, &profile.id) {
        return Err(errors::in_use(KIND, &profile.arn, user));
    }
    instance
        .security_profiles
        .remove(&input.security_profile_id);
    Ok(())
}

/// The security profile with this id or ARN.
pub(super) fn find<'i>(
    instance: &'i Instance,
    id: &str,
) -> Result<&'i Thing<SecurityProfile>, AwsError> {
    instance
        .security_profiles
        .get(id)
        .ok_or_else(|| errors::not_found(KIND, id))
}

fn field<'t>(profile: &'t Thing<SecurityProfile>, name: &str) -> Option<&'t str> {
    match name {
        "name" => Some(&profile.name),
        "description" => profile.body.description.as_deref(),
        "resourceid" => Some(&profile.id),
        _ => None,
    }
}

fn searched(instance: &Instance, profile: &Thing<SecurityProfile>) -> Value {
    json!({
        "Id": profile.id,
        "OrganizationResourceId": instance.id,
        "Arn": profile.arn,
        "SecurityProfileName": profile.name,
        "Description": profile.body.description,
        "Tags": profile.tags,
        "Type": kind(profile),
    })
}

/// That the profiles of a new instance count as AWS's is a choice.
fn kind(profile: &Thing<SecurityProfile>) -> &'static str {
    if profile.built_in {
        "AWS_MANAGED"
    } else {
        "CUSTOMER_MANAGED"
    }
}
