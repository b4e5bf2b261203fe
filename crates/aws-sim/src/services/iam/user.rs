//! Users, who have credentials of their own.

use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use super::{
    State,
    accessed::Accessed,
    boundary, errors,
    held::Held,
    login_profile::LoginProfile,
    naming::{Naming, USER, taken},
    page::Paging,
    tag::{self, Tag},
};
use crate::{context::Ctx, error::AwsError, world::Tags};

#[derive(Debug, Serialize)]
pub(super) struct User {
    #[serde(flatten)]
    pub(super) naming: Naming,
    pub(super) tags: Tags,
    pub(super) login: Option<LoginProfile>,
    #[serde(flatten)]
    pub(super) held: Held,
    #[serde(skip)]
    pub(super) accessed: Accessed,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub(super) struct Create {
    path: Option<String>,
    user_name: String,
    permissions_boundary: Option<String>,
    #[serde(default)]
    tags: Vec<Tag>,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub(super) struct Get {
    user_name: Option<String>,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub(super) struct Update {
    user_name: String,
    new_path: Option<String>,
    new_user_name: Option<String>,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub(super) struct ByName {
    user_name: String,
}

pub(super) fn create(ctx: &mut Ctx<'_>, input: Create) -> Result<Value, AwsError> {
    let most = ctx.quota("iam-users");
    let state = ctx.world.iam.at(ctx.account);
    if taken(state.users.keys(), &input.user_name) {
        return Err(errors::exists("User", &input.user_name));
    }
    boundary::check(state, input.permissions_boundary.as_ref())?;
    if state.users.len() as u64 >= most {
        return Err(errors::limit("UsersPerAccount", most));
    }
    let user = User {
        tags: tag::checked(input.tags)?,
        naming: USER.name(
            ctx.account,
            &mut ctx.ids,
            ctx.now,
            input.path,
            input.user_name,
        ),
        login: None,
        held: Held {
            boundary: input.permissions_boundary,
            ..Held::default()
        },
        accessed: Accessed::default(),
    };
    let answer = json!({ "User": user.shown() });
    state.users.insert(user.naming.name.clone(), user);
    Ok(answer)
}

/// Without a name it is the caller, who may be the root user.
pub(super) fn get(ctx: &mut Ctx<'_>, input: Get) -> Result<Value, AwsError> {
    let name = match input.user_name {
        Some(name) => name,
        None if ctx.caller.arn.ends_with(":root") => return Ok(root(ctx)),
        None => caller(ctx, None)?,
    };
    let user = ctx.world.iam.at(ctx.account).user(&name)?;
    let (created, answer) = (user.naming.created, json!({ "User": user.shown() }));
    if ctx.visible(created) {
        Ok(answer)
    } else {
        Err(errors::no_such("user", &name))
    }
}

/// A list has neither tags nor boundaries (`ListUsers`, API reference).
pub(super) fn list(ctx: &mut Ctx<'_>, page: Paging) -> Result<Value, AwsError> {
    page.list(ctx, "Users", |page, state| {
        let users = state
            .users
            .values()
            .filter(|user| page.under(&user.naming.path) && ctx.visible(user.naming.created));
        users
            .map(|user| (user.naming.name.clone(), user.summary()))
            .collect()
    })
}

/// Groups and access keys go with the name.
pub(super) fn update(ctx: &mut Ctx<'_>, input: Update) -> Result<(), AwsError> {
    let state = ctx.world.iam.at(ctx.account);
    state.user(&input.user_name)?;
    let other = input
        .new_user_name
        .as_ref()
        .filter(|name| **name != input.user_name);
    let others = state.users.keys().filter(|name| **name != input.user_name);
    if let Some(name) = other.filter(|name| taken(others, name)) {
        return Err(errors::exists("User", name));
    }
    let Some(mut user) = state.users.remove(&input.user_name) else {
        return Ok(());
    };
    user.naming
        .moved(USER, ctx.account, input.new_path, input.new_user_name);
    let name = user.naming.name.clone();
    for group in state.groups.values_mut() {
        if group.members.remove(&input.user_name) {
            group.members.insert(name.clone());
        }
    }
    for key in state.access_keys.values_mut() {
        if key.user == input.user_name {
            key.user.clone_from(&name);
        }
    }
    state.users.insert(name, user);
    Ok(())
}

pub(super) fn delete(ctx: &mut Ctx<'_>, input: ByName) -> Result<(), AwsError> {
    let state = ctx.world.iam.at(ctx.account);
    let user = state.user(&input.user_name)?;
    if !user.held.attached.is_empty() {
        return Err(errors::in_use("detach all policies"));
    }
    if !user.held.inline.is_empty() {
        return Err(errors::in_use("delete policies"));
    }
    if user.login.is_some() {
        return Err(errors::in_use("delete login profile"));
    }
    if state.keys_of(&input.user_name).next().is_some() {
        return Err(errors::in_use("delete access keys"));
    }
    if state.groups_of(&input.user_name).next().is_some() {
        return Err(errors::in_use("remove users from group"));
    }
    state.users.remove(&input.user_name);
    Ok(())
}

/// The user that a request is about: the one named, or the caller.
pub(super) fn caller(ctx: &mut Ctx<'_>, name: Option<String>) -> Result<String, AwsError> {
    let own = || {
        let user = ctx.caller.arn.split_once(":user/")?.1;
        user.rsplit('/').next().map(str::to_owned)
    };
    name.or_else(own).ok_or_else(|| {
        errors::validation("Must specify userName when calling with non-User credentials")
    })
}

fn root(ctx: &Ctx<'_>) -> Value {
    let account = ctx.account.as_str();
    json!({ "User": {
        "Path": "/",
        "UserName": "root",
        "UserId": account,
        "Arn": ctx.caller.arn,
        "CreateDate": ctx.now,
    }})
}

// === impl User ===

impl User {
    /// The user in a list.
    pub(super) fn summary(&self) -> Value {
        json!({
            "Path": self.naming.path,
            "UserName": self.naming.name,
            "UserId": self.naming.id,
            "Arn": self.naming.arn,
            "CreateDate": self.naming.created,
        })
    }

    fn shown(&self) -> Value {
        let mut shown = self.summary();
        shown["PermissionsBoundary"] = json!(self.held.boundary());
        if !self.tags.is_empty() {
            shown["Tags"] = json!(tag::shown(&self.tags));
        }
        shown
    }
}

// === impl State ===

impl State {
    /// The ARN and the id of a user.
    pub(crate) fn user_identity(&self, name: &str) -> Option<(&str, &str)> {
        let user = self.users.get(name)?;
        Some((&user.naming.arn, &user.naming.id))
    }
}
