//! Data sets of the analytics data lake, and with whom they are shared.

mod data_set;
pub(crate) mod share;

use serde::Deserialize;
use serde_json::{Value, json};

use self::share::DataShare;
use super::{
    errors,
    reading::List,
    state::{self, Instance},
};
use crate::{context::Ctx, error::AwsError, paging::PageRequest, place::Account};

#[derive(Debug, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub(super) struct One {
    instance_id: String,
    data_set_id: String,
    target_account_id: Option<String>,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub(super) struct Many {
    instance_id: String,
    data_set_ids: Vec<String>,
    target_account_id: Option<String>,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub(super) struct ListShared {
    instance_id: String,
    data_set_id: Option<String>,
    #[serde(flatten)]
    page: PageRequest,
}

const KIND: &str = "Analytics data association";

pub(super) fn list_data_sets(ctx: &mut Ctx<'_>, input: List) -> Result<Value, AwsError> {
    state::open(ctx, &input.instance_id)?;
    let rows = data_set::ALL.iter().map(|id| {
        let shown = json!({ "DataSetId": id, "DataSetName": id });
        ((*id).to_owned(), shown)
    });
    let page = ctx.page(&input.page, rows)?;
    Ok(json!({ "Results": page.items, "NextToken": page.next_token }))
}

/// Answers no status, as the model has it.
pub(super) fn associate(ctx: &mut Ctx<'_>, input: One) -> Result<Value, AwsError> {
    let instance = state::open(ctx, &input.instance_id)?.id.clone();
    let target = target(ctx, input.target_account_id.as_deref())?;
    let mut shown = add(ctx, &instance, &target, &input.data_set_id)?;
    if let Some(members) = shown.as_object_mut() {
        members.remove("ResourceShareStatus");
    }
    Ok(shown)
}

/// What fails does not keep the others from being shared. An error does not say which data set it is
/// about: the model has no member for that.
pub(super) fn associate_many(ctx: &mut Ctx<'_>, input: Many) -> Result<Value, AwsError> {
    let instance = state::open(ctx, &input.instance_id)?.id.clone();
    let target = target(ctx, input.target_account_id.as_deref())?;
    let (mut created, mut failed) = (Vec::new(), Vec::new());
    for id in &input.data_set_ids {
        match add(ctx, &instance, &target, id) {
            Ok(shown) => created.push(shown),
            Err(error) => failed.push(error_result(&error)),
        }
    }
    Ok(json!({ "Created": created, "Errors": failed }))
}

pub(super) fn disassociate(ctx: &mut Ctx<'_>, input: One) -> Result<(), AwsError> {
    let instance = state::open(ctx, &input.instance_id)?.id.clone();
    let target = target(ctx, input.target_account_id.as_deref())?;
    remove(ctx, &instance, &target, &input.data_set_id)
}

pub(super) fn disassociate_many(ctx: &mut Ctx<'_>, input: Many) -> Result<Value, AwsError> {
    let instance = state::open(ctx, &input.instance_id)?.id.clone();
    let target = target(ctx, input.target_account_id.as_deref())?;
    let (mut deleted, mut failed) = (Vec::new(), Vec::new());
    for id in input.data_set_ids {
        match remove(ctx, &instance, &target, &id) {
            Ok(()) => deleted.push(id),
            Err(error) => failed.push(error_result(&error)),
        }
    }
    Ok(json!({ "Deleted": deleted, "Errors": failed }))
}

pub(super) fn list(ctx: &mut Ctx<'_>, input: ListShared) -> Result<Value, AwsError> {
    let ctx = &*ctx;
    let instance = state::open(ctx, &input.instance_id)?;
    let wanted = |id: &str| input.data_set_id.as_deref().is_none_or(|only| only == id);
    let shares = shares(ctx, instance).enumerate();
    let rows = shares.flat_map(|(at, share)| {
        let sets = share.data_sets.iter();
        let seen = sets.filter(|(id, since)| wanted(id) && ctx.visible(**since));
        seen.map(move |(id, _)| (format!("{at:06}/{id}"), shown(ctx, share, id)))
    });
    let page = ctx.page(&input.page, rows)?;
    Ok(json!({ "Results": page.items, "NextToken": page.next_token }))
}

/// Without a target the account of the instance is meant.
fn target(ctx: &Ctx<'_>, id: Option<&str>) -> Result<Account, AwsError> {
    let Some(id) = id else {
        return Ok(ctx.account.clone());
    };
    Account::new(id).ok_or_else(|| {
        errors::invalid_parameter(&format!("TargetAccountId {id} is not an account."))
    })
}

/// The shares of an instance, oldest first.
fn shares<'w>(ctx: &'w Ctx<'_>, instance: &'w Instance) -> impl Iterator<Item = &'w DataShare> {
    let all = share::all(ctx.world, ctx.region);
    all.filter(|share| share.instance == instance.id)
}

/// Shares one data set more. How the service words that one is not known or shared already is not
/// documented.
fn add(
    ctx: &mut Ctx<'_>,
    instance_id: &str,
    target: &Account,
    data_set: &str,
) -> Result<Value, AwsError> {
    if !data_set::ALL.contains(&data_set) {
        return Err(errors::invalid_parameter(&format!(
            "DataSetId {data_set} is not a data set."
        )));
    }
    let instance = state::open(ctx, instance_id)?;
    let found = shares(ctx, instance).find(|share| share.target == *target);
    if found.is_some_and(|share| share.data_sets.contains_key(data_set)) {
        return Err(errors::invalid_request(&format!(
            "The data set {data_set} is shared with {target} already."
        )));
    }
    let arn = if let Some(share) = found {
        share.arn.clone()
    } else {
        let share = DataShare::new(ctx, instance_id.to_owned(), target.clone());
        let arn = share.arn.clone();
        let state = ctx.world.connect.at(ctx.account, ctx.region);
        state.data_shares.push(share);
        arn
    };
    let now = ctx.now;
    if let Some(share) = share::find_mut(ctx.world, &arn) {
        share.data_sets.insert(data_set.to_owned(), now);
    }
    let mut all = share::all(ctx.world, ctx.region);
    let share = all.find(|share| share.arn == arn);
    Ok(share.map_or(Value::Null, |share| shown(ctx, share, data_set)))
}

/// Takes one data set out of its share. The last one takes the share with it.
fn remove(
    ctx: &mut Ctx<'_>,
    instance_id: &str,
    target: &Account,
    data_set: &str,
) -> Result<(), AwsError> {
    let state = ctx.world.connect.at(ctx.account, ctx.region);
    let mut shares = state.data_shares.iter_mut();
    let share = shares.find(|share| share.instance == instance_id && share.target == *target);
    if share.is_none_or(|share| share.data_sets.remove(data_set).is_none()) {
        return Err(errors::not_found(KIND, data_set));
    }
    state
        .data_shares
        .retain(|share| !share.data_sets.is_empty());
    Ok(())
}

/// The status is that of the share for its target: what it says before the invitation is accepted is
/// not documented.
fn shown(ctx: &Ctx<'_>, share: &DataShare, data_set: &str) -> Value {
    let status = match share.invitation(ctx.now) {
        "ACCEPTED" => "ACTIVE",
        other => other,
    };
    json!({
        "DataSetId": data_set,
        "TargetAccountId": share.target,
        "ResourceShareId": share.id,
        "ResourceShareArn": share.arn,
        "ResourceShareStatus": status,
    })
}

fn error_result(error: &AwsError) -> Value {
    json!({ "ErrorCode": error.code, "ErrorMessage": error.message })
}
