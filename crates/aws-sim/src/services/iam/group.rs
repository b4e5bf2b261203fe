//! Groups of users. What a group may do, its members may.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use super::{
    State, errors,
    held::Held,
    naming::{GROUP, Naming, taken},
    page::Paging,
};
use crate::{context::Ctx, error::AwsError};

#[derive(Debug, Serialize)]
pub(super) struct Group {
    #[serde(flatten)]
    pub(super) naming: Naming,
    /// Names of users.
    pub(super) members: BTreeSet<String>,
    #[serde(flatten)]
    pub(super) held: Held,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub(super) struct Create {
    path: Option<String>,
    group_name: String,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub(super) struct Get {
    group_name: String,
    #[serde(flatten)]
    page: Paging,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub(super) struct OfUser {
    user_name: String,
    #[serde(flatten)]
    page: Paging,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub(super) struct Update {
    group_name: String,
    new_path: Option<String>,
    new_group_name: Option<String>,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub(super) struct ByName {
    group_name: String,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub(super) struct Member {
    group_name: String,
    user_name: String,
}

pub(super) fn create(ctx: &mut Ctx<'_>, input: Create) -> Result<Value, AwsError> {
    let most = ctx.quota("iam-groups");
    let state = ctx.world.iam.at(ctx.account);
    if taken(state.groups.keys(), &input.group_name) {
        return Err(errors::exists("Group", &input.group_name));
    }
    if state.groups.len() as u64 >= most {
        return Err(errors::limit("GroupsPerAccount", most));
    }
    let group = Group {
        naming: GROUP.name(
            ctx.account,
            &mut ctx.ids,
            ctx.now,
            input.path,
            input.group_name,
        ),
        members: BTreeSet::new(),
        held: Held::default(),
    };
    let answer = json!({ "Group": group.shown() });
    state.groups.insert(group.naming.name.clone(), group);
    Ok(answer)
}

/// The group and a page of its members.
pub(super) fn get(ctx: &mut Ctx<'_>, input: Get) -> Result<Value, AwsError> {
    let state = ctx.world.iam.at(ctx.account);
    let group = state.group(&input.group_name)?;
    let (created, shown) = (group.naming.created, group.shown());
    let members = group
        .members
        .iter()
        .filter_map(|name| state.users.get(name));
    let rows = members
        .map(|user| (user.naming.name.clone(), user.summary()))
        .collect();
    if !ctx.visible(created) {
        return Err(errors::no_such("group", &input.group_name));
    }
    let mut answer = input.page.page(ctx, "Users", rows)?;
    answer["Group"] = shown;
    Ok(answer)
}

pub(super) fn list(ctx: &mut Ctx<'_>, page: Paging) -> Result<Value, AwsError> {
    page.list(ctx, "Groups", |page, state| {
        let groups = state
            .groups
            .values()
            .filter(|group| page.under(&group.naming.path) && ctx.visible(group.naming.created));
        groups
            .map(|group| (group.naming.name.clone(), group.shown()))
            .collect()
    })
}

pub(super) fn of_user(ctx: &mut Ctx<'_>, input: OfUser) -> Result<Value, AwsError> {
    let state = ctx.world.iam.at(ctx.account);
    state.user(&input.user_name)?;
    let groups = state.groups_of(&input.user_name);
    let rows = groups
        .map(|group| (group.naming.name.clone(), group.shown()))
        .collect();
    input.page.page(ctx, "Groups", rows)
}

pub(super) fn update(ctx: &mut Ctx<'_>, input: Update) -> Result<(), AwsError> {
    let state = ctx.world.iam.at(ctx.account);
    state.group(&input.group_name)?;
    let others = state
        .groups
        .keys()
        .filter(|name| **name != input.group_name);
    if let Some(name) = input
        .new_group_name
        .as_ref()
        .filter(|name| taken(others, name))
    {
        return Err(errors::exists("Group", name));
    }
    if let Some(mut group) = state.groups.remove(&input.group_name) {
        group
            .naming
            .moved(GROUP, ctx.account, input.new_path, input.new_group_name);
        state.groups.insert(group.naming.name.clone(), group);
    }
    Ok(())
}

pub(super) fn delete(ctx: &mut Ctx<'_>, input: ByName) -> Result<(), AwsError> {
    let state = ctx.world.iam.at(ctx.account);
    let group = state.group(&input.group_name)?;
    if !group.members.is_empty() {
        return Err(errors::in_use("remove users from group"));
    }
    if !group.held.attached.is_empty() {
        return Err(errors::in_use("detach all policies"));
    }
    if !group.held.inline.is_empty() {
        return Err(errors::in_use("delete policies"));
    }
    state.groups.remove(&input.group_name);
    Ok(())
}

/// To add a member again changes nothing.
pub(super) fn add(ctx: &mut Ctx<'_>, input: Member) -> Result<(), AwsError> {
    let most = ctx.quota("iam-groups-per-user");
    let state = ctx.world.iam.at(ctx.account);
    state.group(&input.group_name)?;
    state.user(&input.user_name)?;
    let others = state.groups_of(&input.user_name);
    let others = others.filter(|group| group.naming.name != input.group_name);
    if others.count() as u64 >= most {
        return Err(errors::limit("GroupsPerUser", most));
    }
    let group = state.group_mut(&input.group_name)?;
    group.members.insert(input.user_name);
    Ok(())
}

/// To remove who is no member changes nothing.
pub(super) fn remove(ctx: &mut Ctx<'_>, input: Member) -> Result<(), AwsError> {
    let state = ctx.world.iam.at(ctx.account);
    state.user(&input.user_name)?;
    let group = state.group_mut(&input.group_name)?;
    group.members.remove(&input.user_name);
    Ok(())
}

// === impl Group ===

impl Group {
    fn shown(&self) -> Value {
        json!({
            "Path": self.naming.path,
            "GroupName": self.naming.name,
            "GroupId": self.naming.id,
            "Arn": self.naming.arn,
            "CreateDate": self.naming.created,
        })
    }
}

// === impl State ===

impl State {
    /// The groups that a user is in.
    pub(super) fn groups_of(&self, user: &str) -> impl Iterator<Item = &Group> {
        self.groups
            .values()
            .filter(move |group| group.members.contains(user))
    }
}
