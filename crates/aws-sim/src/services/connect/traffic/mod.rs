//! Traffic distribution groups: how calls and agents are shared out between an instance and its
//! replica.
//!
//! A group belongs to the Region in which it was made and is seen in the other one too, there by its
//! ARN. Creation and deletion take about ten seconds, a change five; AWS does not say.

pub(super) mod distribution;
pub(super) mod user;

use std::{collections::BTreeSet, time::Duration};

use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use self::distribution::Distribution;
use super::{
    errors, phone_number, reading, replica,
    state::{self, State},
};
use crate::{
    context::Ctx,
    error::AwsError,
    paging::PageRequest,
    place::Region,
    time::Time,
    world::{Progress, Settling, Tags, Thing},
};

/// What a group has besides what all things have.
#[derive(Debug, Clone, Serialize)]
pub(super) struct Group {
    description: Option<String>,
    /// The id of the instance and of its replica.
    pub(super) instance: String,
    instance_arn: String,
    is_default: bool,
    /// The Regions between which it distributes, home first.
    regions: [Region; 2],
    creation: Settling,
    change: Settling,
    /// When a deletion that was asked for takes effect.
    pub(super) gone_at: Option<Time>,
    distribution: Distribution,
    /// Ids.
    users: BTreeSet<String>,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub(super) struct Create {
    name: String,
    description: Option<String>,
    instance_id: String,
    #[serde(default)]
    tags: Tags,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub(super) struct Named {
    traffic_distribution_group_id: String,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub(super) struct List {
    instance_id: Option<String>,
    #[serde(flatten)]
    page: PageRequest,
}

const KIND: &str = "Traffic distribution group";

const CREATION: Duration = Duration::from_secs(10);
const DELETION: Duration = Duration::from_secs(10);

pub(super) fn create(ctx: &mut Ctx<'_>, input: Create) -> Result<Value, AwsError> {
    let instance = state::open(ctx, &input.instance_id)?;
    let id = instance.id.clone();
    if !replica::replicated(instance)?.is_done(ctx.now) {
        return Err(AwsError::new(
            "ResourceNotReadyException",
            "The replication of the instance is not complete.",
        ));
    }
    let limit = ctx.quota("traffic-distribution-groups");
    let state = ctx.world.connect.get(ctx.account, ctx.region);
    let groups = state.into_iter().flat_map(|state| state.groups.iter());
    let own = groups.filter(|group| group.body.instance == id && !group.body.is_default);
    if own.count() as u64 >= limit {
        return Err(errors::quota_exceeded("traffic distribution groups", limit));
    }
    let group = group(ctx, &id, input.name, input.description, input.tags)?;
    let answer = json!({ "Id": group.id, "Arn": group.arn });
    add(ctx, group)?;
    Ok(answer)
}

pub(super) fn describe(ctx: &mut Ctx<'_>, input: Named) -> Result<Value, AwsError> {
    let id = &input.traffic_distribution_group_id;
    let group = reading::seen(ctx, find(ctx, id)?, KIND, id)?;
    let mut shown = summary(ctx, group);
    shown["Description"] = json!(group.body.description);
    shown["Tags"] = json!(group.tags);
    Ok(json!({ "TrafficDistributionGroup": shown }))
}

/// Those of this Region, and those that distribute to it from another.
pub(super) fn list(ctx: &mut Ctx<'_>, input: List) -> Result<Value, AwsError> {
    let wanted = input.instance_id.as_deref().map(plain);
    let states = ctx.world.connect.of(ctx.account);
    let groups = states.flat_map(|state| state.groups.iter());
    let seen = groups.filter(|group| {
        group.body.regions.contains(ctx.region)
            && wanted.is_none_or(|wanted| group.body.instance == wanted)
    });
    let mut rows: Vec<_> = seen.map(|group| (group.arn.clone(), group)).collect();
    rows.sort_by(|(one, _), (other, _)| one.cmp(other));
    let member = "TrafficDistributionGroupSummaryList";
    reading::list(ctx, &input.page, rows, member, |group| summary(ctx, group))
}

/// The default group stays as long as the replica. That a group is only deleted at home is
/// documented; the answer elsewhere is a choice.
pub(super) fn delete(ctx: &mut Ctx<'_>, input: Named) -> Result<Value, AwsError> {
    let group = find(ctx, &input.traffic_distribution_group_id)
        .map_err(|error| errors::invalid_request(&error.message))?;
    check_home(ctx, group)?;
    if group.body.is_default {
        return Err(errors::invalid_request(
            "The default group cannot be deleted.",
        ));
    }
    if let Some((_, number)) = phone_number::rows(ctx).find(|(_, n)| n.body.target == group.arn) {
        return Err(errors::in_use(KIND, &group.arn, &number.arn));
    }
    let (arn, gone_at) = (group.arn.clone(), ctx.done_after(DELETION));
    let group = find_mut(ctx, &arn)?;
    group.body.gone_at.get_or_insert(gone_at);
    Ok(json!({}))
}

/// Makes the default group of an instance that has just been replicated. Numbers in no group join it.
pub(super) fn found_default(ctx: &mut Ctx<'_>, instance_id: &str) -> Result<(), AwsError> {
    let name = format!("default-{instance_id}");
    let mut group = group(ctx, instance_id, name, None, Tags::new())?;
    group.body.is_default = true;
    let (arn, instance_arn) = (group.arn.clone(), group.body.instance_arn.clone());
    add(ctx, group)?;
    let state = ctx.world.connect.at(ctx.account, ctx.region);
    let numbers = state.phone_numbers.iter_mut();
    for number in numbers.filter(|number| number.body.target == instance_arn) {
        number.body.target.clone_from(&arn);
    }
    Ok(())
}

/// The group with this id, in this Region, or with this ARN, if it distributes to this Region.
pub(super) fn find<'w>(ctx: &'w Ctx<'_>, id: &str) -> Result<&'w Thing<Group>, AwsError> {
    let mut states = ctx.world.connect.of(ctx.account);
    let group = if id.starts_with("arn:") {
        let mut groups = states.flat_map(|state| state.groups.iter());
        groups.find(|group| group.arn == id && group.body.regions.contains(ctx.region))
    } else {
        states.find_map(|state| state.groups.get(id).filter(|group| is_home(ctx, group)))
    };
    group.ok_or_else(|| errors::not_found(KIND, id))
}

/// Whether this is the ARN of a group.
pub(super) fn is_group(arn: &str) -> bool {
    arn.contains(":traffic-distribution-group/")
}

/// The ARN of the group with this ARN, if numbers can be claimed to it.
pub(super) fn target(ctx: &Ctx<'_>, arn: &str) -> Result<String, AwsError> {
    let group = find(ctx, arn)?;
    check_active(ctx, group)?;
    Ok(group.arn.clone())
}

/// Takes away groups whose deletion has taken effect.
pub(super) fn settle(state: &mut State, now: Time) {
    let groups = state.groups.iter();
    let gone = groups.filter(|group| group.body.gone_at.is_some_and(|at| at <= now));
    for id in gone.map(|group| group.id.clone()).collect::<Vec<_>>() {
        state.groups.remove(&id);
    }
}

/// Takes away the groups of an instance that has lost its replica. Their numbers go back to it.
pub(super) fn dissolve(state: &mut State, instance_id: &str) {
    let groups = state.groups.iter();
    let gone = groups.filter(|group| group.body.instance == instance_id);
    for group in gone.cloned().collect::<Vec<_>>() {
        state.groups.remove(&group.id);
        let numbers = state.phone_numbers.iter_mut();
        for number in numbers.filter(|number| number.body.target == group.arn) {
            number.body.target.clone_from(&group.body.instance_arn);
        }
    }
}

fn find_mut<'w>(ctx: &'w mut Ctx<'_>, arn: &str) -> Result<&'w mut Thing<Group>, AwsError> {
    let mut states = ctx.world.connect.of_mut(ctx.account);
    let group = states.find_map(|state| {
        let mut groups = state.groups.iter_mut();
        groups.find(|group| group.arn == arn)
    });
    group.ok_or_else(|| errors::not_found(KIND, arn))
}

/// A group of this Region, through which everything goes home at first.
fn group(
    ctx: &mut Ctx<'_>,
    instance_id: &str,
    name: String,
    description: Option<String>,
    tags: Tags,
) -> Result<Thing<Group>, AwsError> {
    let instance = state::open(ctx, instance_id)?;
    let other = replica::replicated(instance)?.other(ctx.region).clone();
    let (instance, instance_arn) = (instance.id.clone(), instance.arn.clone());
    let stuck = ctx.stuck(&["CREATION_FAILED"]);
    let id = ctx.ids.uuid();
    Ok(Thing {
        arn: ctx.arn("connect", &format!("traffic-distribution-group/{id}")),
        id,
        name,
        tags,
        created: ctx.now,
        modified: ctx.now,
        built_in: false,
        body: Group {
            description,
            instance,
            instance_arn,
            is_default: false,
            distribution: Distribution::home(ctx.region, &other),
            regions: [ctx.region.clone(), other],
            creation: Settling::until(ctx.done_after(CREATION), stuck),
            change: Settling::default(),
            gone_at: None,
            users: BTreeSet::new(),
        },
    })
}

/// That names are unique in an account and Region is a choice.
fn add(ctx: &mut Ctx<'_>, group: Thing<Group>) -> Result<(), AwsError> {
    let name = group.name.clone();
    let state = ctx.world.connect.at(ctx.account, ctx.region);
    state.groups.add(group).map_err(|_| {
        let message = format!("{KIND} already exists: {name}");
        AwsError::new("ResourceConflictException", message)
    })
}

fn check_active(ctx: &Ctx<'_>, group: &Thing<Group>) -> Result<(), AwsError> {
    if group.body.status(ctx.now) == "ACTIVE" {
        return Ok(());
    }
    Err(errors::invalid_request(&format!(
        "{KIND} {} is not active.",
        group.id
    )))
}

fn check_home(ctx: &Ctx<'_>, group: &Thing<Group>) -> Result<(), AwsError> {
    if is_home(ctx, group) {
        return Ok(());
    }
    Err(errors::invalid_request(&format!(
        "{KIND} {} is only changed in {}.",
        group.id, group.body.regions[0]
    )))
}

fn is_home(ctx: &Ctx<'_>, group: &Thing<Group>) -> bool {
    group.body.regions[0] == *ctx.region
}

fn plain(id: &str) -> &str {
    id.rsplit('/').next().unwrap_or(id)
}

fn summary(ctx: &Ctx<'_>, group: &Thing<Group>) -> Value {
    json!({
        "Id": group.id,
        "Arn": group.arn,
        "Name": group.name,
        "InstanceArn": group.body.instance_arn,
        "Status": group.body.status(ctx.now),
        "IsDefault": group.body.is_default,
    })
}

// === impl Group ===

impl Group {
    fn status(&self, now: Time) -> &str {
        match (self.creation.at(now), self.change.at(now)) {
            _ if self.gone_at.is_some() => "PENDING_DELETION",
            (Progress::UnderWay, _) => "CREATION_IN_PROGRESS",
            (Progress::Stuck(stuck), _) => &stuck.state,
            (Progress::Done, Progress::UnderWay) => "UPDATE_IN_PROGRESS",
            (Progress::Done, _) => "ACTIVE",
        }
    }
}
