//! Passwords of users for the console, of which only the fact is kept.

use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use super::{errors, user};
use crate::{context::Ctx, error::AwsError, time::Time};

#[derive(Debug, Serialize)]
pub(super) struct LoginProfile {
    created: Time,
    reset: bool,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub(super) struct Create {
    user_name: Option<String>,
    #[serde(default)]
    password_reset_required: bool,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub(super) struct Update {
    user_name: String,
    password_reset_required: Option<bool>,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub(super) struct ByUser {
    user_name: Option<String>,
}

pub(super) fn create(ctx: &mut Ctx<'_>, input: Create) -> Result<Value, AwsError> {
    let name = user::caller(ctx, input.user_name)?;
    let user = ctx.world.iam.at(ctx.account).user_mut(&name)?;
    if user.login.is_some() {
        return Err(AwsError::new(
            "EntityAlreadyExists",
            format!("Login Profile for User {name} already exists."),
        ));
    }
    let profile = LoginProfile {
        created: ctx.now,
        reset: input.password_reset_required,
    };
    let answer = profile.shown(&name);
    user.login = Some(profile);
    Ok(answer)
}

pub(super) fn get(ctx: &mut Ctx<'_>, input: ByUser) -> Result<Value, AwsError> {
    let name = user::caller(ctx, input.user_name)?;
    let login = &ctx.world.iam.at(ctx.account).user(&name)?.login;
    login
        .as_ref()
        .map(|profile| profile.shown(&name))
        .ok_or_else(|| missing(&name))
}

pub(super) fn update(ctx: &mut Ctx<'_>, input: Update) -> Result<(), AwsError> {
    let name = &input.user_name;
    let user = ctx.world.iam.at(ctx.account).user_mut(name)?;
    let profile = user.login.as_mut().ok_or_else(|| missing(name))?;
    profile.reset = input.password_reset_required.unwrap_or(profile.reset);
    Ok(())
}

pub(super) fn delete(ctx: &mut Ctx<'_>, input: ByUser) -> Result<(), AwsError> {
    let name = user::caller(ctx, input.user_name)?;
    let user = ctx.world.iam.at(ctx.account).user_mut(&name)?;
    let gone = user.login.take();
    gone.map(drop).ok_or_else(|| missing(&name))
}

fn missing(user: &str) -> AwsError {
    errors::no_entity(format!("Login Profile for User {user} cannot be found."))
}

// === impl LoginProfile ===

impl LoginProfile {
    fn shown(&self, user: &str) -> Value {
        json!({ "LoginProfile": {
            "UserName": user,
            "CreateDate": self.created,
            "PasswordResetRequired": self.reset,
        }})
    }
}
