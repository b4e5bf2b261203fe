//! The users of a traffic distribution group.

use serde::Deserialize;
use serde_json::{Value, json};

use super::{Group, check_home, find, find_mut};
use crate::{
    context::Ctx,
    error::AwsError,
    paging::PageRequest,
    services::connect::{errors, state, user},
    world::Thing,
};

#[derive(Debug, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub(in crate::services::connect) struct Change {
    traffic_distribution_group_id: String,
    user_id: String,
    instance_id: String,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub(in crate::services::connect) struct List {
    traffic_distribution_group_id: String,
    #[serde(flatten)]
    page: PageRequest,
}

/// That a user is in one group at most is a choice.
pub(in crate::services::connect) fn associate(
    ctx: &mut Ctx<'_>,
    input: Change,
) -> Result<Value, AwsError> {
    let group = find(ctx, &input.traffic_distribution_group_id)?;
    let user = user_of(ctx, group, &input)?;
    if is_elsewhere(ctx, group, &user) {
        return Err(errors::conflict("User", &user));
    }
    let arn = group.arn.clone();
    find_mut(ctx, &arn)?.body.users.insert(user);
    Ok(json!({}))
}

/// A user who is not in the group is passed over, which is a choice.
pub(in crate::services::connect) fn disassociate(
    ctx: &mut Ctx<'_>,
    input: Change,
) -> Result<Value, AwsError> {
    let group = find(ctx, &input.traffic_distribution_group_id)?;
    let user = user_of(ctx, group, &input)?;
    let arn = group.arn.clone();
    find_mut(ctx, &arn)?.body.users.remove(&user);
    Ok(json!({}))
}

/// Users who have been deleted are not shown.
pub(in crate::services::connect) fn list(
    ctx: &mut Ctx<'_>,
    input: List,
) -> Result<Value, AwsError> {
    let group = find(ctx, &input.traffic_distribution_group_id)?;
    let instance = state::open(ctx, &group.body.instance)?;
    let users = group.body.users.iter();
    let users = users.filter(|id| instance.users.get(id).is_some());
    let rows = users.map(|id| (id.clone(), json!({ "UserId": id })));
    let page = ctx.page(&input.page, rows)?;
    Ok(json!({
        "TrafficDistributionGroupUserSummaryList": page.items,
        "NextToken": page.next_token,
    }))
}

/// Whether the user is in another group.
fn is_elsewhere(ctx: &Ctx<'_>, group: &Thing<Group>, user: &str) -> bool {
    let states = ctx.world.connect.of(ctx.account);
    let mut groups = states.flat_map(|state| state.groups.iter());
    groups.any(|other| other.arn != group.arn && other.body.users.contains(user))
}

/// The id of the user, who has to be of the group's instance.
fn user_of(ctx: &Ctx<'_>, group: &Thing<Group>, input: &Change) -> Result<String, AwsError> {
    check_home(ctx, group)?;
    let instance = state::open(ctx, &input.instance_id)?;
    if instance.id != group.body.instance {
        return Err(errors::invalid_request(
            "The group belongs to another instance.",
        ));
    }
    Ok(user::find(instance, &input.user_id)?.id.clone())
}
