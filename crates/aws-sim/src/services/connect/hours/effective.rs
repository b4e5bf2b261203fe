//! The hours of each day of a range of dates.

use serde::Deserialize;
use serde_json::{Value, json};
use time::{Date, Month};

use super::{Hours, find};
use crate::{
    context::Ctx,
    error::AwsError,
    services::connect::{errors, state},
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
        date("FromDate", &input.from_date)?,
        date("ToDate", &input.to_date)?,
    );
    if !(0..DAYS_MAX).contains(&(to - from).whole_days()) {
        return Err(errors::invalid_parameter(
            "FromDate to ToDate is not a range of a year.",
        ));
    }
    let instance = state::open(ctx, &input.instance_id)?;
    let hours = find(instance, &input.hours_of_operation_id)?;
    let mut dates = Vec::new();
    let mut day = Some(from);
    while let Some(date) = day.filter(|date| *date <= to) {
        dates.push(json!({
            "Date": format!("{}-{:02}-{:02}", date.year(), date.month() as u8, date.day()),
            "OperationalHours": open_on(&hours.body, date),
        }));
        day = date.next_day();
    }
    Ok(json!({ "EffectiveHoursOfOperationList": dates, "TimeZone": hours.body.time_zone }))
}

fn open_on(hours: &Hours, date: Date) -> Vec<Value> {
    let day = date.weekday().to_string().to_uppercase();
    let slots = hours.config.iter().filter(|slot| slot.day == day);
    slots
        .map(|slot| json!({ "Start": slot.start_time, "End": slot.end_time }))
        .collect()
}

fn date(member: &str, text: &str) -> Result<Date, AwsError> {
    let mut parts = text.split('-').map(str::parse::<u16>);
    let mut next = || parts.next().and_then(Result::ok);
    let mut parsed = || {
        let (year, month, day) = (
            next()?,
            u8::try_from(next()?).ok()?,
            u8::try_from(next()?).ok()?,
        );
        Date::from_calendar_date(year.into(), Month::try_from(month).ok()?, day).ok()
    };
    parsed().ok_or_else(|| errors::invalid_parameter(&format!("{member} {text} is not a date.")))
}
