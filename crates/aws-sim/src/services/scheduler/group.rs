//! Groups of schedules.

use serde::Deserialize;
use serde_json::{Value, json};

use super::{DEFAULT, Group, errors, group_arn};
use crate::{context::Ctx, error::AwsError, paging::PageRequest, services::tag::Tag};

#[derive(Debug, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub(super) struct Create {
    name: String,
    #[serde(default)]
    tags: Vec<Tag>,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub(super) struct Named {
    name: String,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub(super) struct List {
    name_prefix: Option<String>,
    #[serde(flatten)]
    page: PageRequest,
}

pub(super) fn create(ctx: &mut Ctx<'_>, input: Create) -> Result<Value, AwsError> {
    let arn = group_arn(ctx.region, ctx.account, &input.name);
    let state = ctx.world.scheduler.at(ctx.account, ctx.region);
    if state.group(&input.name).is_some() {
        return Err(errors::exists("Schedule group", &input.name));
    }
    let group = Group {
        created: ctx.now,
        modified: ctx.now,
        tags: input.tags.into_iter().map(Tag::pair).collect(),
    };
    state.groups.insert(input.name, group);
    Ok(json!({ "ScheduleGroupArn": arn }))
}

pub(super) fn get(ctx: &mut Ctx<'_>, input: Named) -> Result<Value, AwsError> {
    let state = ctx.world.scheduler.at(ctx.account, ctx.region);
    let group = state.group(&input.name);
    let group = group.ok_or_else(|| errors::missing("Schedule group", &input.name))?;
    Ok(shown(ctx, &input.name, &group))
}

pub(super) fn list(ctx: &mut Ctx<'_>, input: List) -> Result<Value, AwsError> {
    let prefix = input.name_prefix.unwrap_or_default();
    let state = ctx.world.scheduler.at(ctx.account, ctx.region);
    let mut groups = state.groups.clone();
    groups.extend(
        state
            .group(DEFAULT)
            .map(|group| (DEFAULT.to_owned(), group)),
    );
    let asked = groups.iter().filter(|(name, _)| name.starts_with(&prefix));
    let rows = asked.map(|(name, group)| (name.clone(), shown(ctx, name, group)));
    let page = ctx
        .page(&input.page, rows)
        .map_err(|error| errors::invalid(error.message))?;
    Ok(json!({ "ScheduleGroups": page.items, "NextToken": page.next_token }))
}

/// A group goes at once, and its schedules with it.
pub(super) fn delete(ctx: &mut Ctx<'_>, input: Named) -> Result<(), AwsError> {
    if input.name == DEFAULT {
        return Err(errors::invalid(
            "The default schedule group cannot be deleted.",
        ));
    }
    let state = ctx.world.scheduler.at(ctx.account, ctx.region);
    let gone = state.groups.remove(&input.name);
    gone.ok_or_else(|| errors::missing("Schedule group", &input.name))?;
    state.schedules.remove(&input.name);
    Ok(())
}

fn shown(ctx: &Ctx<'_>, name: &str, group: &Group) -> Value {
    json!({
        "Arn": group_arn(ctx.region, ctx.account, name),
        "CreationDate": group.created,
        "LastModificationDate": group.modified,
        "Name": name,
        "State": "ACTIVE",
    })
}
