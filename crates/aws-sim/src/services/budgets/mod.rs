//! Budgets: limits of cost, and who is told when they are near.
//!
//! Nobody is ever told anything. What was spent comes from the bill that Cost Explorer shows, by
//! the `Service` of a budget's cost filters; other filters let everything through.

mod budget;
mod errors;
mod notification;
mod spend;
mod subscriber;
mod tag;

use std::collections::BTreeMap;

use serde::Serialize;
use serde_json::{Map, Value};

use super::Operations;
use crate::{
    context::Ctx,
    error::AwsError,
    paging::{Page, PageRequest},
    time::Time,
    world::{Settles, Tags},
};

/// The budgets of one account, by name. They hold in all Regions.
#[derive(Debug, Default, Serialize)]
pub(crate) struct State {
    budgets: BTreeMap<String, Budget>,
}

#[derive(Debug, Serialize)]
struct Budget {
    /// Members as they were told, with the defaults of those that were not.
    settings: Map<String, Value>,
    modified: Time,
    notifications: Vec<notification::Notification>,
    tags: Tags,
}

pub(super) fn operations() -> Operations {
    Operations::default()
        .on("CreateBudget", budget::create)
        .on("DescribeBudget", budget::describe)
        .on("DescribeBudgets", budget::list)
        .on("UpdateBudget", budget::update)
        .on("DeleteBudget", budget::delete)
        .on("CreateNotification", notification::create)
        .on("DescribeNotificationsForBudget", notification::list)
        .on("UpdateNotification", notification::update)
        .on("DeleteNotification", notification::delete)
        .on("CreateSubscriber", subscriber::create)
        .on("DescribeSubscribersForNotification", subscriber::list)
        .on("UpdateSubscriber", subscriber::update)
        .on("DeleteSubscriber", subscriber::delete)
        .on("TagResource", tag::tag)
        .on("UntagResource", tag::untag)
        .on("ListTagsForResource", tag::list)
}

impl Settles for State {}

/// The budget that a request names in the caller's own account.
fn budget<'w>(ctx: &'w mut Ctx<'_>, account: &str, name: &str) -> Result<&'w mut Budget, AwsError> {
    if account != ctx.account.as_str() {
        return Err(errors::other_account(account));
    }
    let budgets = &mut ctx.world.budgets.at(ctx.account).budgets;
    budgets
        .get_mut(name)
        .ok_or_else(|| errors::missing(&format!("the budget: {name}")))
}

fn page<T>(
    ctx: &Ctx<'_>,
    size: Option<usize>,
    token: Option<String>,
    rows: impl IntoIterator<Item = (String, T)>,
) -> Result<Page<T>, AwsError> {
    let request = PageRequest {
        max_results: size,
        next_token: token,
    };
    ctx.page(&request, rows)
        .map_err(|error| AwsError::new("InvalidNextTokenException", error.message))
}
