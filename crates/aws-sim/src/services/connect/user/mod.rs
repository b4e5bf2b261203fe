//! Users: agents, supervisors and administrators.
//!
//! Passwords are checked and forgotten. A user has a queue of type AGENT, see [`super::queue`].

mod identity;
mod phone;
pub(super) mod presence;
pub(super) mod proficiency;
pub(super) mod search;
pub(super) mod update;

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value, json};

use self::{
    identity::Identity,
    phone::{Channels, Phone},
    presence::Turn,
    proficiency::Proficiency,
};
use super::{
    errors,
    hierarchy::group,
    reading,
    reading::List,
    routing_profile, security_profile,
    state::{self, Instance},
};
use crate::{
    context::Ctx,
    error::AwsError,
    time::Time,
    world::{Tags, Thing},
};

/// What a user has besides what all things have. The name is the username.
#[derive(Debug, Clone, Serialize)]
pub(super) struct User {
    pub(super) identity: Identity,
    pub(super) phone: Phone,
    pub(super) channels: Channels,
    pub(super) directory_user_id: Option<String>,
    /// Ids of one to ten, in the order in which they were given.
    pub(super) security_profiles: Vec<String>,
    /// An id.
    pub(super) routing_profile: String,
    /// An id.
    pub(super) hierarchy_group: Option<String>,
    pub(super) proficiencies: Vec<Proficiency>,
    /// When proficiencies were added, changed or taken away. That this does not change the user is
    /// a choice.
    pub(super) proficiencies_modified: Time,
    /// When the user came and went, in order.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(super) turns: Vec<Turn>,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub(super) struct Create {
    instance_id: String,
    username: String,
    password: Option<String>,
    #[serde(default)]
    identity_info: Identity,
    phone_config: Option<Phone>,
    #[serde(flatten)]
    channels: Channels,
    directory_user_id: Option<String>,
    security_profile_ids: Vec<String>,
    routing_profile_id: String,
    hierarchy_group_id: Option<String>,
    #[serde(default)]
    tags: Tags,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub(super) struct Named {
    instance_id: String,
    user_id: String,
}

const KIND: &str = "User";

pub(super) fn create(ctx: &mut Ctx<'_>, input: Create) -> Result<Value, AwsError> {
    check(ctx, &input)?;
    let instance = state::open(ctx, &input.instance_id)?;
    let group = input.hierarchy_group_id.as_deref();
    let group = group.map(|id| group::find(instance, id)).transpose()?;
    let phone = input.phone_config.map(Phone::checked).transpose()?;
    let body = User {
        identity: input.identity_info,
        phone: phone.unwrap_or_else(Phone::soft),
        channels: input.channels.checked()?,
        directory_user_id: input.directory_user_id,
        security_profiles: security_profile_ids(instance, &input.security_profile_ids)?,
        routing_profile: routing_profile::find(instance, &input.routing_profile_id)?
            .id
            .clone(),
        hierarchy_group: group.map(|group| group.id.clone()),
        proficiencies: Vec::new(),
        proficiencies_modified: ctx.now,
        turns: Vec::new(),
    };
    let name = input.username.clone();
    let user = state::new_thing(ctx, &input.instance_id, "agent", name, input.tags, body)?;
    let answer = json!({ "UserId": user.id, "UserArn": user.arn });
    let instance = state::open_mut(ctx, &input.instance_id)?;
    instance
        .users
        .add(user)
        .map_err(|_| errors::duplicate(KIND, &input.username))?;
    Ok(answer)
}

pub(super) fn describe(ctx: &mut Ctx<'_>, input: Named) -> Result<Value, AwsError> {
    let instance = state::open(ctx, &input.instance_id)?;
    let id = &input.user_id;
    let user = reading::seen(ctx, find(instance, id)?, KIND, id)?;
    let mut shown = common(user);
    shown.extend([
        ("IdentityInfo".to_owned(), user.body.identity.shown()),
        ("PhoneConfig".to_owned(), json!(user.body.phone)),
        ("LastModifiedTime".to_owned(), json!(user.modified)),
        ("LastModifiedRegion".to_owned(), json!(ctx.region)),
    ]);
    Ok(json!({ "User": shown }))
}

pub(super) fn list(ctx: &mut Ctx<'_>, input: List) -> Result<Value, AwsError> {
    let instance = state::open(ctx, &input.instance_id)?;
    let rows = ctx.rows(&input.page, &instance.users);
    reading::list(ctx, &input.page, rows, "UserSummaryList", |user| {
        json!({
            "Id": user.id,
            "Arn": user.arn,
            "Username": user.name,
            "LastModifiedTime": user.modified,
            "LastModifiedRegion": ctx.region,
        })
    })
}

/// Quick connects that lead to the user stay and lead nowhere.
pub(super) fn delete(ctx: &mut Ctx<'_>, input: Named) -> Result<(), AwsError> {
    let instance = state::open_mut(ctx, &input.instance_id)?;
    let id = find(instance, &input.user_id)?.id.clone();
    instance.users.remove(&id);
    Ok(())
}

/// The user with this id or ARN.
pub(super) fn find<'i>(instance: &'i Instance, id: &str) -> Result<&'i Thing<User>, AwsError> {
    instance
        .users
        .get(id)
        .ok_or_else(|| errors::not_found(KIND, id))
}

/// The same, to be changed.
fn find_mut<'w>(
    ctx: &'w mut Ctx<'_>,
    instance_id: &str,
    id: &str,
) -> Result<&'w mut Thing<User>, AwsError> {
    state::open_mut(ctx, instance_id)?
        .users
        .get_mut(id)
        .ok_or_else(|| errors::not_found(KIND, id))
}

/// That usernames differ in more than case is a choice.
fn check(ctx: &Ctx<'_>, input: &Create) -> Result<(), AwsError> {
    let instance = state::open(ctx, &input.instance_id)?;
    if instance.users.alike(&input.username).next().is_some() {
        return Err(errors::duplicate(KIND, &input.username));
    }
    let limit = ctx.quota("users");
    if instance.users.own() >= limit {
        return Err(errors::limit_exceeded("users", limit));
    }
    identity::check_username(ctx, instance, &input.username)?;
    identity::check_password(instance, input.password.as_deref())?;
    input.identity_info.check(ctx, instance)?;
    match &input.phone_config {
        Some(phone) => phone::check_conflicts(phone, &input.channels),
        None => Ok(()),
    }
}

/// The ids of security profiles that exist, each once.
fn security_profile_ids(instance: &Instance, given: &[String]) -> Result<Vec<String>, AwsError> {
    let mut ids: Vec<String> = Vec::with_capacity(given.len());
    for id in given {
        let id = &security_profile::find(instance, id)?.id;
        if !ids.contains(id) {
            ids.push(id.clone());
        }
    }
    Ok(ids)
}

/// What descriptions and searches show alike.
fn common(user: &Thing<User>) -> Map<String, Value> {
    let body = &user.body;
    let Value::Object(mut shown) = json!(body.channels) else {
        return Map::new();
    };
    shown.extend([
        ("Id".to_owned(), json!(user.id)),
        ("Arn".to_owned(), json!(user.arn)),
        ("Username".to_owned(), json!(user.name)),
        ("DirectoryUserId".to_owned(), json!(body.directory_user_id)),
        (
            "SecurityProfileIds".to_owned(),
            json!(body.security_profiles),
        ),
        ("RoutingProfileId".to_owned(), json!(body.routing_profile)),
        ("HierarchyGroupId".to_owned(), json!(body.hierarchy_group)),
        ("Tags".to_owned(), json!(user.tags)),
    ]);
    shown
}
