//! Overrides: hours that take the place of the usual ones on some dates.
//!
//! An override belongs to its hours, has no ARN and no tags, and goes with them.

mod recurrence;
pub(in crate::services::connect) mod search;

use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use time::Date;

use self::recurrence::Recurrence;
use super::{Hours, Slot, check_config, day, effective::slots_on, find};
use crate::{
    context::Ctx,
    error::AwsError,
    paging::PageRequest,
    services::connect::{errors, reading, state},
    world::{Tags, Thing},
};

/// What an override has besides id, name and times.
#[derive(Debug, Clone, Serialize)]
pub(in crate::services::connect) struct Override {
    description: Option<String>,
    config: Vec<Slot>,
    #[serde(serialize_with = "as_text")]
    from: Date,
    /// The last date, included.
    #[serde(serialize_with = "as_text")]
    till: Date,
    recurrence: Option<Recurrence>,
    /// `STANDARD`, `OPEN` or `CLOSED`.
    pub(super) kind: String,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub(in crate::services::connect) struct Create {
    instance_id: String,
    hours_of_operation_id: String,
    name: String,
    description: Option<String>,
    config: Vec<Slot>,
    effective_from: String,
    effective_till: String,
    recurrence_config: Option<Recurrence>,
    override_type: Option<String>,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub(in crate::services::connect) struct Named {
    instance_id: String,
    hours_of_operation_id: String,
    hours_of_operation_override_id: String,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub(in crate::services::connect) struct List {
    instance_id: String,
    hours_of_operation_id: String,
    #[serde(flatten)]
    page: PageRequest,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub(in crate::services::connect) struct Update {
    #[serde(flatten)]
    named: Named,
    name: Option<String>,
    description: Option<String>,
    config: Option<Vec<Slot>>,
    effective_from: Option<String>,
    effective_till: Option<String>,
    recurrence_config: Option<Recurrence>,
    override_type: Option<String>,
}

const KIND: &str = "Hours of operation override";

/// Names are unique among the overrides of the same hours.
pub(in crate::services::connect) fn create(
    ctx: &mut Ctx<'_>,
    input: Create,
) -> Result<Value, AwsError> {
    let body = Override {
        description: input.description,
        config: input.config,
        from: day::parse("EffectiveFrom", &input.effective_from)?,
        till: day::parse("EffectiveTill", &input.effective_till)?,
        recurrence: input.recurrence_config,
        kind: input.override_type.unwrap_or_else(|| "STANDARD".to_owned()),
    };
    body.check(ctx)?;
    let instance = state::open(ctx, &input.instance_id)?;
    let overrides = &find(instance, &input.hours_of_operation_id)?.body.overrides;
    if overrides.named(&input.name).is_some() {
        return Err(errors::duplicate(KIND, &input.name));
    }
    let limit = ctx.quota("hours-overrides");
    if overrides.own() >= limit {
        return Err(errors::limit_exceeded(
            "overrides per hours of operation",
            limit,
        ));
    }
    let id = ctx.ids.uuid();
    let made = Thing {
        id: id.clone(),
        arn: String::new(),
        name: input.name,
        tags: Tags::new(),
        created: ctx.now,
        modified: ctx.now,
        built_in: false,
        body,
    };
    let instance = state::open_mut(ctx, &input.instance_id)?;
    if let Some(hours) = instance.hours.get_mut(&input.hours_of_operation_id) {
        let added = hours.body.overrides.add(made);
        debug_assert!(added.is_ok(), "the name was free just now");
    }
    Ok(json!({ "HoursOfOperationOverrideId": id }))
}

pub(in crate::services::connect) fn describe(
    ctx: &mut Ctx<'_>,
    input: Named,
) -> Result<Value, AwsError> {
    let instance = state::open(ctx, &input.instance_id)?;
    let hours = find(instance, &input.hours_of_operation_id)?;
    let id = &input.hours_of_operation_override_id;
    let found = reading::seen(ctx, find_override(hours, id)?, KIND, id)?;
    Ok(json!({ "HoursOfOperationOverride": shown(hours, found) }))
}

pub(in crate::services::connect) fn list(
    ctx: &mut Ctx<'_>,
    input: List,
) -> Result<Value, AwsError> {
    let instance = state::open(ctx, &input.instance_id)?;
    let hours = find(instance, &input.hours_of_operation_id)?;
    let (overrides, member) = (&hours.body.overrides, "HoursOfOperationOverrideList");
    let mut answer = reading::list(ctx, &input.page, overrides.rows(), member, |found| {
        shown(hours, found)
    })?;
    let last = overrides.iter().map(|found| found.modified).max();
    answer["LastModifiedTime"] = json!(last.unwrap_or(hours.modified));
    answer["LastModifiedRegion"] = json!(ctx.region);
    Ok(answer)
}

/// What is left out stays as it is, the recurrence too.
pub(in crate::services::connect) fn update(
    ctx: &mut Ctx<'_>,
    input: Update,
) -> Result<(), AwsError> {
    let (named, id) = (&input.named, &input.named.hours_of_operation_override_id);
    let instance = state::open(ctx, &named.instance_id)?;
    let hours = find(instance, &named.hours_of_operation_id)?;
    let mut body = find_override(hours, id)?.body.clone();
    body.description = input.description.or(body.description);
    body.config = input.config.unwrap_or(body.config);
    if let Some(from) = &input.effective_from {
        body.from = day::parse("EffectiveFrom", from)?;
    }
    if let Some(till) = &input.effective_till {
        body.till = day::parse("EffectiveTill", till)?;
    }
    body.recurrence = input.recurrence_config.or(body.recurrence);
    body.kind = input.override_type.unwrap_or(body.kind);
    body.check(ctx)?;
    let now = ctx.now;
    let instance = state::open_mut(ctx, &named.instance_id)?;
    let Some(hours) = instance.hours.get_mut(&named.hours_of_operation_id) else {
        return Ok(());
    };
    let overrides = &mut hours.body.overrides;
    if let Some(name) = &input.name {
        overrides
            .rename(id, name)
            .map_err(|_| errors::duplicate(KIND, name))?;
    }
    if let Some(found) = overrides.get_mut(id) {
        found.body = body;
        found.modified = now;
    }
    Ok(())
}

pub(in crate::services::connect) fn delete(
    ctx: &mut Ctx<'_>,
    input: Named,
) -> Result<(), AwsError> {
    let id = &input.hours_of_operation_override_id;
    let instance = state::open(ctx, &input.instance_id)?;
    find_override(find(instance, &input.hours_of_operation_id)?, id)?;
    let instance = state::open_mut(ctx, &input.instance_id)?;
    if let Some(hours) = instance.hours.get_mut(&input.hours_of_operation_id) {
        hours.body.overrides.remove(id);
    }
    Ok(())
}

fn find_override<'i>(hours: &'i Thing<Hours>, id: &str) -> Result<&'i Thing<Override>, AwsError> {
    let found = hours.body.overrides.get(id);
    found.ok_or_else(|| errors::not_found(KIND, id))
}

fn shown(hours: &Thing<Hours>, found: &Thing<Override>) -> Value {
    json!({
        "HoursOfOperationOverrideId": found.id,
        "HoursOfOperationId": hours.id,
        "HoursOfOperationArn": hours.arn,
        "Name": found.name,
        "Description": found.body.description,
        "Config": found.body.config,
        "EffectiveFrom": day::written(found.body.from),
        "EffectiveTill": day::written(found.body.till),
        "RecurrenceConfig": found.body.recurrence,
        "OverrideType": found.body.kind,
    })
}

#[expect(
    clippy::trivially_copy_pass_by_ref,
    reason = "serde passes fields by reference"
)]
fn as_text<S: serde::Serializer>(date: &Date, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.collect_str(&day::written(*date))
}

// === impl Override ===

impl Override {
    fn check(&self, ctx: &Ctx<'_>) -> Result<(), AwsError> {
        check_config(ctx, &self.config)?;
        if self.till < self.from {
            return Err(errors::invalid_parameter(
                "EffectiveTill is before EffectiveFrom.",
            ));
        }
        self.recurrence.as_ref().map_or(Ok(()), Recurrence::check)
    }

    /// Whether the override says anything of this date.
    pub(super) fn applies_on(&self, date: Date) -> bool {
        let within = self.from <= date && date <= self.till;
        let has_weekday = self.config.is_empty() || self.slots_on(date).next().is_some();
        let recurs = self.recurrence.as_ref();
        within && recurs.is_none_or(|recurs| recurs.includes(self.from, date, has_weekday))
    }

    pub(super) fn names_no_hours(&self) -> bool {
        self.config.is_empty()
    }

    /// The hours of the date's weekday.
    pub(super) fn slots_on(&self, date: Date) -> impl Iterator<Item = &Slot> {
        slots_on(&self.config, date)
    }
}
