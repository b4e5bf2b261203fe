//! What Amazon Connect cost, under all of its names on a bill.

mod money;
mod table;

use std::{
    collections::BTreeSet,
    time::{SystemTime, UNIX_EPOCH},
};

use connect_model::Date;
use connect_resources::read;
use jiff::{Timestamp, tz::TimeZone};
use reconcile::RunContext;
use serde::Serialize;

pub use self::money::{Money, NoAmount};
use crate::{
    bill,
    error::Error,
    port::upkeep::{CostPort, CostQuery, Dimension, Grain, UpkeepCalls},
};

/// What is asked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CostQuestion {
    /// The first day.
    pub start: Date,
    /// The day after the last.
    pub end: Date,
    /// How long the periods are.
    pub grain: Grain,
    /// What to group by.
    pub group: Dimension,
    /// The services as Cost Explorer names them; where none is named, those of Amazon Connect.
    pub services: BTreeSet<String>,
    /// The day after the last that is forecast, from today on.
    pub forecast_end: Option<Date>,
}

/// What was spent.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Cost {
    /// The currency.
    pub currency: String,
    /// By period and group, in this order.
    pub rows: Vec<CostRow>,
    /// By group, the dearest first.
    pub totals: Vec<(String, Money)>,
    /// All of it.
    pub total: Money,
    /// What has no value of the tag; only where a tag groups.
    pub untagged: Option<Untagged>,
    /// What is expected, by period.
    pub forecast: Vec<CostRow>,
    /// Services on the bill that were asked about.
    pub services: BTreeSet<String>,
    /// What is worth knowing.
    pub notes: Vec<String>,
    /// Whether all that was asked is answered: a forecast that failed may be there at another time.
    pub is_whole: bool,
    /// When it was asked, in seconds since 1970.
    pub asked_at_s: i64,
}

/// What a group cost in a period.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct CostRow {
    /// The first day.
    pub start: String,
    /// The day after the last.
    pub end: String,
    /// The group: a service, a usage type, an account or the value of a tag; empty without one.
    pub group: String,
    /// The amount.
    pub amount: Money,
    /// Whether it is not final yet.
    pub is_estimated: bool,
}

/// What has no value of a tag.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Untagged {
    /// How much.
    pub amount: Money,
    /// How much of all of it, in millionths.
    pub millionths: u32,
}

/// Asks Cost Explorer. Each call is billed: who asks often keeps the answer for a day, since it changes no
/// faster.
pub async fn cost(
    cx: &RunContext,
    calls: &UpkeepCalls,
    question: &CostQuestion,
) -> Result<Cost, Error> {
    let now = cx.clock.now();
    let today = day_of(now);
    check(question, &today)?;
    let port = calls.costs().map_err(connect_model::Fault::from)?;
    let on_bill = services(cx, port, question).await?;
    let query = CostQuery {
        start: question.start.clone(),
        end: question.end.clone(),
        grain: question.grain,
        services: on_bill.clone(),
        group: question.group.clone(),
    };
    let lines = read(cx, || port.cost(&query)).await?;
    let mut cost = table::table(question, on_bill, lines).map_err(|cause| no_amount(&cause))?;
    (cost.asked_at_s, cost.is_whole) = (seconds(now), true);
    if let Some(end) = &question.forecast_end {
        let query = CostQuery {
            start: today,
            end: end.clone(),
            ..query
        };
        forecast(cx, port, &query, &mut cost).await?;
    }
    Ok(cost)
}

/// Days of UTC, as bills have them.
pub(crate) fn day_of(time: SystemTime) -> Date {
    day(time, 0)
}

/// So many days before.
pub(crate) fn day(time: SystemTime, days_before: i64) -> Date {
    let second = seconds(time).saturating_sub(days_before * 86_400);
    let time = Timestamp::from_second(second).unwrap_or(Timestamp::UNIX_EPOCH);
    let text = TimeZone::UTC.to_datetime(time).date().to_string();
    Date::new(text).expect("a day of the calendar is a date")
}

fn seconds(time: SystemTime) -> i64 {
    let since = time.duration_since(UNIX_EPOCH).unwrap_or_default();
    i64::try_from(since.as_secs()).unwrap_or(i64::MAX)
}

fn check(question: &CostQuestion, today: &Date) -> Result<(), Error> {
    let (start, end) = (&question.start, &question.end);
    if start >= end {
        let message = format!("the range from {start} to {end} has no day in it");
        let remedy = "the end is the day after the last";
        return Err(Error::of_question("empty-range", message, remedy));
    }
    match &question.forecast_end {
        Some(end) if end <= today => {
            let message = format!("a forecast until {end} has no day in it: today is {today}");
            let remedy = "name a day to come";
            Err(Error::of_question("empty-forecast", message, remedy))
        }
        _ => Ok(()),
    }
}

/// The services to ask about, as the bill of these days spells them. Where it has none of them the usual
/// names are asked for, so that the answer is about them and not about everything.
async fn services(
    cx: &RunContext,
    port: &dyn CostPort,
    question: &CostQuestion,
) -> Result<BTreeSet<String>, Error> {
    if !question.services.is_empty() {
        return Ok(question.services.clone());
    }
    let (start, end) = (&question.start, &question.end);
    let listed = read(cx, || port.services(start, end)).await?;
    let found = listed.into_iter().filter(|name| bill::is_connect(name));
    let found: BTreeSet<String> = found.collect();
    if found.is_empty() {
        return Ok(bill::names_of_connect([]));
    }
    Ok(found)
}

/// A forecast needs some weeks of history. That there is none is no reason to answer nothing: what was
/// spent has been asked by then, and paid for.
async fn forecast(
    cx: &RunContext,
    port: &dyn CostPort,
    query: &CostQuery,
    cost: &mut Cost,
) -> Result<(), Error> {
    let lines = match read(cx, || port.forecast(query)).await {
        Ok(lines) => lines,
        Err(fault) if table::is_too_young(&fault) => {
            let note = format!("there is no forecast: {}", fault.message);
            cost.notes.push(note);
            return Ok(());
        }
        Err(fault) if cx.cancel.is_asked() => return Err(fault.into()),
        Err(fault) => {
            let note = format!("the forecast could not be asked: {fault}");
            cost.notes.push(note);
            cost.is_whole = false;
            return Ok(());
        }
    };
    for line in lines {
        cost.forecast.push(CostRow {
            amount: line.amount.parse().map_err(|cause| no_amount(&cause))?,
            start: line.start,
            end: line.end,
            group: String::new(),
            is_estimated: true,
        });
    }
    Ok(())
}

fn no_amount(cause: &NoAmount) -> Error {
    let remedy = "ask again; report this if it stays";
    Error::of_question("bad-answer", cause.to_string(), remedy)
}
