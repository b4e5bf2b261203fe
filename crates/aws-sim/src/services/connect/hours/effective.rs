//! The hours of each day of a range of dates, overrides included.
//!
//! How overrides of one day meet is not documented. Here an override of type `STANDARD` puts its own
//! hours in the place of the day's, several of them all theirs; then `OPEN` adds to the day, and
//! `CLOSED` takes away from it, the whole day if it names no hours. Overrides of parents count like
//! own ones.

use serde::Deserialize;
use serde_json::{Value, json};
use time::Date;

use super::{
    Hours, Slot, day, find,
    opening::{self, DAY, Opening},
    overrides::Override,
};
use crate::{
    context::Ctx,
    error::AwsError,
    services::connect::{
        errors,
        state::{self, Instance},
    },
    world::Thing,
};

#[derive(Debug, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub(in crate::services::connect) struct Get {
    instance_id: String,
    hours_of_operation_id: String,
    from_date: String,
    to_date: String,
}

/// The longest range that is answered, in days. AWS does not document its own.
const DAYS_MAX: i64 = 366;

pub(in crate::services::connect) fn get(ctx: &mut Ctx<'_>, input: Get) -> Result<Value, AwsError> {
    let (from, to) = (
        day::parse("FromDate", &input.from_date)?,
        day::parse("ToDate", &input.to_date)?,
    );
    if !(0..DAYS_MAX).contains(&(to - from).whole_days()) {
        return Err(errors::invalid_parameter(
            "FromDate to ToDate is not a range of a year.",
        ));
    }
    let instance = state::open(ctx, &input.instance_id)?;
    let hours = find(instance, &input.hours_of_operation_id)?;
    let overrides: Vec<_> = in_force(instance, &hours.body).collect();
    let (mut dates, mut overridden) = (Vec::new(), Vec::new());
    let mut next = Some(from);
    while let Some(date) = next.filter(|date| *date <= to) {
        let applied = applied(&overrides, date);
        dates.push(json!({
            "Date": day::written(date),
            "OperationalHours": open_on(&hours.body, &applied, date).shown(),
        }));
        if !applied.is_empty() {
            let shown: Vec<_> = applied
                .iter()
                .flat_map(|applied| override_hours(applied, date))
                .collect();
            overridden.push(json!({ "Date": day::written(date), "OverrideHours": shown }));
        }
        next = date.next_day();
    }
    Ok(json!({
        "EffectiveHoursOfOperationList": dates,
        "EffectiveOverrideHoursList": overridden,
        "TimeZone": hours.body.time_zone,
    }))
}

/// The overrides of the hours and those that they inherit.
fn in_force<'i>(
    instance: &'i Instance,
    hours: &'i Hours,
) -> impl Iterator<Item = &'i Thing<Override>> {
    let parents = hours.parents.iter();
    let inherited = parents
        .filter_map(|id| instance.hours.get(id))
        .flat_map(|parent| parent.body.overrides.iter());
    hours.overrides.iter().chain(inherited)
}

fn applied<'i>(overrides: &[&'i Thing<Override>], date: Date) -> Vec<&'i Thing<Override>> {
    let all = overrides.iter().copied();
    all.filter(|of| of.body.applies_on(date)).collect()
}

fn open_on(hours: &Hours, applied: &[&Thing<Override>], date: Date) -> Opening {
    let of_kind = |kind: &'static str| {
        let all = applied.iter().map(|of| &of.body);
        all.filter(move |of| of.kind == kind)
    };
    let mut opening = Opening::default();
    if of_kind("STANDARD").next().is_some() {
        for slot in of_kind("STANDARD").flat_map(|of| of.slots_on(date)) {
            opening.add(slot.minutes());
        }
    } else {
        for slot in slots_on(&hours.config, date) {
            opening.add(slot.minutes());
        }
    }
    for slot in of_kind("OPEN").flat_map(|of| of.slots_on(date)) {
        opening.add(slot.minutes());
    }
    for of in of_kind("CLOSED") {
        if of.names_no_hours() {
            opening.cut(DAY);
        }
        for slot in of.slots_on(date) {
            opening.cut(slot.minutes());
        }
    }
    opening
}

/// What one override says of a date: open or closed from when to when.
fn override_hours(applied: &Thing<Override>, date: Date) -> Vec<Value> {
    let of = &applied.body;
    let shown = |(from, till), status: &str| {
        json!({
            "Start": opening::time(from),
            "End": opening::time(till),
            "OverrideName": applied.name,
            "OperationalStatus": status,
        })
    };
    let status = if of.kind == "CLOSED" {
        "CLOSED"
    } else {
        "OPEN"
    };
    let slots: Vec<_> = of.slots_on(date).map(Slot::minutes).collect();
    if slots.is_empty() && of.kind != "OPEN" {
        return vec![shown(DAY, "CLOSED")];
    }
    slots.into_iter().map(|slot| shown(slot, status)).collect()
}

/// The slots of the date's weekday.
pub(super) fn slots_on(config: &[Slot], date: Date) -> impl Iterator<Item = &Slot> {
    let weekday = day::weekday(date);
    config.iter().filter(move |slot| slot.day == weekday)
}
