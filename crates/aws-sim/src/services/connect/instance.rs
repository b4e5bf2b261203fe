//! Instances: made and deleted over time, under an alias that no other account has.

use std::time::Duration;

use serde::Deserialize;
use serde_json::{Value, json};

use super::{
    attribute, builtins, errors,
    state::{self, CHURN_WINDOW, Instance},
};
use crate::{
    arn::Arn,
    context::Ctx,
    error::AwsError,
    paging::PageRequest,
    place::Region,
    services::iam,
    settings::Deletions,
    time::Time,
    world::{Progress, Settling, Tags, World},
};

#[derive(Debug, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub(super) struct Create {
    identity_management_type: String,
    instance_alias: Option<String>,
    directory_id: Option<String>,
    inbound_calls_enabled: bool,
    outbound_calls_enabled: bool,
    #[serde(default)]
    tags: Tags,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub(super) struct Named {
    instance_id: String,
}

/// About what AWS takes, as those who poll for it report.
const CREATION: Duration = Duration::from_mins(1);
const DELETION: Duration = Duration::from_secs(30);

const LETTERS: &str = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789";

pub(super) fn create(ctx: &mut Ctx<'_>, input: Create) -> Result<Value, AwsError> {
    check(ctx, &input)?;
    let id = ctx.ids.uuid();
    let suffix = ctx.ids.letters(LETTERS, 20);
    let mut instance = Instance {
        arn: ctx.arn("connect", &format!("instance/{id}")),
        attributes: attribute::initial(input.inbound_calls_enabled, input.outbound_calls_enabled),
        alias: input.instance_alias,
        directory_id: input.directory_id,
        identity: input.identity_management_type,
        tags: input.tags,
        created: ctx.now,
        creation: Settling::until(ctx.done_after(CREATION), ctx.stuck(&["CREATION_FAILED"])),
        id,
        ..Instance::default()
    };
    builtins::seed(&mut instance, &mut ctx.ids, ctx.region.as_str(), ctx.now);
    instance.service_role = iam::link(ctx, "connect.amazonaws.com", &suffix)?;
    let answer = json!({ "Id": instance.id, "Arn": instance.arn });
    let state = ctx.world.connect.at(ctx.account, ctx.region);
    state.churn.push(ctx.now);
    state.instances.insert(instance.id.clone(), instance);
    Ok(answer)
}

/// Takes the roles of instances away that are gone at `now`, unless a twin still has them.
pub(crate) fn withdraw_roles(world: &mut World, now: Time) {
    let all = || {
        let states = world.connect.all();
        states.flat_map(|state| state.instances.values())
    };
    let is_gone = |instance: &Instance| instance.gone_at.is_some_and(|at| at <= now);
    let kept = |role: &str| all().any(|other| !is_gone(other) && other.service_role == role);
    let gone: Vec<String> = all()
        .filter(|instance| is_gone(instance) && !kept(&instance.service_role))
        .map(|instance| instance.service_role.clone())
        .collect();
    for role in gone {
        iam::withdraw(world, &role);
    }
}

pub(super) fn describe(ctx: &mut Ctx<'_>, input: Named) -> Result<Value, AwsError> {
    let instance = state::any(ctx, &input.instance_id)?;
    if !ctx.visible(instance.created) {
        return Err(errors::not_found("Instance", &input.instance_id));
    }
    let mut shown = summary(instance, ctx.now);
    shown["Tags"] = json!(instance.tags);
    if let Progress::Stuck(stuck) = instance.creation.at(ctx.now) {
        shown["StatusReason"] = json!({ "Message": stuck.reason });
    }
    let replication = instance.replication.as_ref();
    let replication = replication.map(|replication| replication.shown(&instance.id, ctx.now));
    Ok(json!({ "Instance": shown, "ReplicationConfiguration": replication }))
}

pub(super) fn list(ctx: &mut Ctx<'_>, page: PageRequest) -> Result<Value, AwsError> {
    let state = ctx.world.connect.get(ctx.account, ctx.region);
    let instances = state.into_iter().flat_map(|state| &state.instances);
    let rows = instances
        .filter(|(_, instance)| ctx.visible(instance.created))
        .map(|(id, instance)| (id.clone(), summary(instance, ctx.now)));
    let page = ctx.page(&page, rows)?;
    Ok(json!({ "InstanceSummaryList": page.items, "NextToken": page.next_token }))
}

/// The instance shows as active until it is gone. A second deletion changes nothing. That an instance
/// stays as long as it has a replica is a choice.
pub(super) fn delete(ctx: &mut Ctx<'_>, input: Named) -> Result<(), AwsError> {
    let instance = state::any(ctx, &input.instance_id)?;
    let replication = instance.replication.as_ref();
    if replication.is_some_and(|replication| replication.source == *ctx.region) {
        return Err(errors::invalid_request("The instance has a replica."));
    }
    let id = instance.id.clone();
    let (now, gone_at) = (ctx.now, ctx.done_after(DELETION));
    let state = ctx.world.connect.at(ctx.account, ctx.region);
    if let Some(instance) = state.instances.get_mut(&id)
        && instance.gone_at.is_none()
    {
        instance.gone_at = Some(gone_at);
        instance.leaves_numbers = ctx.settings.deletions == Deletions::Free;
        instance.touched = true;
        if let Some(replication) = &mut instance.replication {
            replication.replica_gone_at = Some(gone_at);
        }
        state.churn.push(now);
    }
    Ok(())
}

fn check(ctx: &Ctx<'_>, input: &Create) -> Result<(), AwsError> {
    let existing = input.identity_management_type == "EXISTING_DIRECTORY";
    if existing && input.directory_id.is_none() {
        return Err(errors::invalid_request(
            "An existing directory needs its DirectoryId.",
        ));
    }
    if !existing && input.instance_alias.is_none() {
        return Err(errors::invalid_request(
            "An instance needs an InstanceAlias.",
        ));
    }
    input
        .instance_alias
        .as_deref()
        .map_or(Ok(()), |alias| check_free(ctx, alias))?;
    check_quotas(ctx)
}

/// The alias is part of a host name, hence unique over all accounts, and case does not matter. An
/// instance that ended `CREATION_FAILED` holds its alias until it is deleted, which is a choice.
pub(super) fn check_free(ctx: &Ctx<'_>, alias: &str) -> Result<(), AwsError> {
    let mut all = ctx
        .world
        .connect
        .all()
        .flat_map(|state| state.instances.values());
    let taken = |instance: &Instance| {
        instance
            .alias
            .as_ref()
            .is_some_and(|taken| taken.eq_ignore_ascii_case(alias))
    };
    if all.any(taken) {
        return Err(errors::invalid_request(&format!(
            "InstanceAlias {alias} is already taken."
        )));
    }
    Ok(())
}

fn check_quotas(ctx: &Ctx<'_>) -> Result<(), AwsError> {
    let Some(state) = ctx.world.connect.get(ctx.account, ctx.region) else {
        return Ok(());
    };
    let recent = state
        .churn
        .iter()
        .filter(|at| ctx.now.since(**at) < CHURN_WINDOW);
    if recent.count() as u64 >= ctx.quota("instance-churn-30-days") {
        return Err(AwsError::new(
            "ServiceQuotaExceededException",
            "The account was flagged for an excessive number of instance creation and deletion \
             attempts.",
        ));
    }
    let limit = ctx.quota("instances-per-region");
    if state.instances.len() as u64 >= limit {
        return Err(errors::quota_exceeded("instances per Region", limit));
    }
    Ok(())
}

fn summary(instance: &Instance, now: Time) -> Value {
    let status = match instance.creation.at(now) {
        Progress::UnderWay => "CREATION_IN_PROGRESS",
        Progress::Done => "ACTIVE",
        Progress::Stuck(stuck) => &stuck.state,
    };
    let url = instance
        .alias
        .as_ref()
        .map(|alias| format!("https://{alias}.my.connect.aws"));
    json!({
        "Id": instance.id,
        "Arn": instance.arn,
        "IdentityManagementType": instance.identity,
        "InstanceAlias": instance.alias,
        "CreatedTime": instance.created,
        "ServiceRole": instance.service_role,
        "InstanceStatus": status,
        "InboundCallsEnabled": instance.attributes["INBOUND_CALLS"] == "true",
        "OutboundCallsEnabled": instance.attributes["OUTBOUND_CALLS"] == "true",
        "InstanceAccessUrl": url,
    })
}

/// The alias of the instance with this ARN.
pub(crate) fn alias_of<'w>(world: &'w World, arn: &str) -> Option<&'w str> {
    let arn = Arn::parse(arn)?;
    let state = world.connect.get(&arn.owner()?, &Region::new(arn.region))?;
    let instance = arn.resource.strip_prefix("instance/")?;
    state.instances.get(instance)?.alias.as_deref()
}
