//! Roles, which have no credentials of their own: others become them.

use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use super::{
    State,
    access::{Document, Purpose},
    accessed::Accessed,
    boundary, errors,
    held::Held,
    naming::{Naming, ROLE, encoded, taken},
    page::Paging,
    policy::size,
    tag::{self, Tag},
};
use crate::{context::Ctx, error::AwsError, world::Tags};

#[derive(Debug, Serialize)]
pub(super) struct Role {
    #[serde(flatten)]
    pub(super) naming: Naming,
    pub(super) description: Option<String>,
    /// Who may become it.
    pub(super) trust: String,
    /// Seconds.
    pub(super) session_max: u64,
    pub(super) tags: Tags,
    #[serde(flatten)]
    pub(super) held: Held,
    #[serde(skip)]
    pub(super) accessed: Accessed,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub(super) struct Create {
    path: Option<String>,
    role_name: String,
    assume_role_policy_document: String,
    description: Option<String>,
    max_session_duration: Option<u64>,
    permissions_boundary: Option<String>,
    #[serde(default)]
    tags: Vec<Tag>,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub(super) struct ByName {
    role_name: String,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub(super) struct Update {
    role_name: String,
    description: Option<String>,
    max_session_duration: Option<u64>,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub(super) struct Trust {
    role_name: String,
    policy_document: String,
}

/// An hour.
pub(super) const SESSION_SECONDS: u64 = 3_600;
/// Where the roles of services are.
pub(super) const SERVICES: &str = "/aws-service-role/";

pub(super) fn create(ctx: &mut Ctx<'_>, input: Create) -> Result<Value, AwsError> {
    let state = ctx.world.iam.at(ctx.account);
    if taken(state.roles.keys(), &input.role_name) {
        return Err(errors::exists("Role", &input.role_name));
    }
    boundary::check(state, input.permissions_boundary.as_ref())?;
    check_trust(ctx, &input.assume_role_policy_document)?;
    if input
        .path
        .as_ref()
        .is_some_and(|path| path.starts_with(SERVICES))
    {
        return Err(errors::validation(format!("Path {SERVICES} is reserved.")));
    }
    room(ctx)?;
    let role = Role {
        naming: ROLE.name(
            ctx.account,
            &mut ctx.ids,
            ctx.now,
            input.path,
            input.role_name,
        ),
        description: input.description,
        trust: input.assume_role_policy_document,
        session_max: input.max_session_duration.unwrap_or(SESSION_SECONDS),
        tags: tag::checked(input.tags)?,
        held: Held {
            boundary: input.permissions_boundary,
            ..Held::default()
        },
        accessed: Accessed::default(),
    };
    Ok(add(ctx, role))
}

/// Refuses a role more than there may be.
pub(super) fn room(ctx: &mut Ctx<'_>) -> Result<(), AwsError> {
    let most = ctx.quota("iam-roles");
    if ctx.world.iam.at(ctx.account).roles.len() as u64 >= most {
        return Err(errors::limit("RolesPerAccount", most));
    }
    Ok(())
}

/// Adds `role` and answers it.
pub(super) fn add(ctx: &mut Ctx<'_>, role: Role) -> Value {
    let answer = json!({ "Role": role.shown() });
    let roles = &mut ctx.world.iam.at(ctx.account).roles;
    roles.insert(role.naming.name.clone(), role);
    answer
}

pub(super) fn get(ctx: &mut Ctx<'_>, input: ByName) -> Result<Value, AwsError> {
    let role = ctx.world.iam.at(ctx.account).role(&input.role_name)?;
    let (created, answer) = (role.naming.created, json!({ "Role": role.shown() }));
    if ctx.visible(created) {
        Ok(answer)
    } else {
        Err(errors::no_such("role", &input.role_name))
    }
}

/// A list has neither tags nor boundaries (`ListRoles`, API reference).
pub(super) fn list(ctx: &mut Ctx<'_>, page: Paging) -> Result<Value, AwsError> {
    page.list(ctx, "Roles", |page, state| {
        let roles = state
            .roles
            .values()
            .filter(|role| page.under(&role.naming.path) && ctx.visible(role.naming.created));
        roles
            .map(|role| (role.naming.name.clone(), role.summary()))
            .collect()
    })
}

pub(super) fn update(ctx: &mut Ctx<'_>, input: Update) -> Result<Value, AwsError> {
    let role = ctx
        .world
        .iam
        .at(ctx.account)
        .role_mut(&input.role_name)?
        .open()?;
    role.description = input.description.or_else(|| role.description.take());
    role.session_max = input.max_session_duration.unwrap_or(role.session_max);
    Ok(json!({}))
}

pub(super) fn describe(ctx: &mut Ctx<'_>, input: Update) -> Result<Value, AwsError> {
    let role = ctx.world.iam.at(ctx.account).role_mut(&input.role_name)?;
    role.description = input.description;
    Ok(json!({ "Role": role.shown() }))
}

pub(super) fn trust(ctx: &mut Ctx<'_>, input: Trust) -> Result<(), AwsError> {
    check_trust(ctx, &input.policy_document)?;
    let role = ctx
        .world
        .iam
        .at(ctx.account)
        .role_mut(&input.role_name)?
        .open()?;
    role.trust = input.policy_document;
    Ok(())
}

pub(super) fn delete(ctx: &mut Ctx<'_>, input: ByName) -> Result<(), AwsError> {
    let state = ctx.world.iam.at(ctx.account);
    let role = state.role_mut(&input.role_name)?.open()?;
    if !role.held.attached.is_empty() {
        return Err(errors::in_use("detach all policies"));
    }
    if !role.held.inline.is_empty() {
        return Err(errors::in_use("delete policies"));
    }
    let mut profiles = state.instance_profiles.values();
    if profiles.any(|profile| profile.role.as_ref() == Some(&input.role_name)) {
        return Err(errors::in_use("remove roles from instance profile"));
    }
    state.roles.remove(&input.role_name);
    Ok(())
}

/// AWS refuses a trust policy that names a user or role that does not exist. Accounts of others
/// begin empty here, so only a strict simulator does.
fn check_trust(ctx: &mut Ctx<'_>, text: &str) -> Result<(), AwsError> {
    let document = Document::checked(text, Purpose::Trust).map_err(errors::malformed)?;
    let most = ctx.quota("iam-trust-policy-characters");
    if size(text) as u64 > most {
        return Err(errors::limit("ACLSizePerRole", most));
    }
    let unknown = |name: &&str| !exists(ctx.world.iam.at(ctx.account), name);
    let own = format!("arn:aws:iam::{}:", ctx.account);
    let mut named = document.principals().filter(|name| name.starts_with(&own));
    match named.find(unknown) {
        Some(name) if ctx.settings.strict => Err(errors::malformed(format!(
            "Invalid principal in policy: \"AWS\":\"{name}\""
        ))),
        _ => Ok(()),
    }
}

fn exists(state: &State, arn: &str) -> bool {
    let roles = state.roles.values().map(|role| &role.naming.arn);
    let mut all = roles.chain(state.users.values().map(|user| &user.naming.arn));
    arn.ends_with(":root") || all.any(|own| own == arn)
}

// === impl Role ===

impl Role {
    /// The role, to be changed by others than the service that it belongs to.
    pub(super) fn open(&mut self) -> Result<&mut Self, AwsError> {
        if self.naming.path.starts_with(SERVICES) {
            return Err(errors::protected(&self.naming.name));
        }
        Ok(self)
    }

    /// When and where a session of it called last.
    pub(super) fn last_used(&self) -> Value {
        let last = self.accessed.latest();
        json!({
            "LastUsedDate": last.map(|access| access.at),
            "Region": last.map(|access| &access.region),
        })
    }

    /// The role in a list.
    pub(super) fn summary(&self) -> Value {
        json!({
            "Path": self.naming.path,
            "RoleName": self.naming.name,
            "RoleId": self.naming.id,
            "Arn": self.naming.arn,
            "CreateDate": self.naming.created,
            "AssumeRolePolicyDocument": encoded(&self.trust),
            "Description": self.description,
            "MaxSessionDuration": self.session_max,
        })
    }

    /// The role alone.
    pub(super) fn shown(&self) -> Value {
        let mut shown = self.summary();
        shown["PermissionsBoundary"] = json!(self.held.boundary());
        shown["RoleLastUsed"] = self.last_used();
        if !self.tags.is_empty() {
            shown["Tags"] = json!(tag::shown(&self.tags));
        }
        shown
    }
}
