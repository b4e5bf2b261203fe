//! Days as numbers since 1970, and months as ranges of them.

use std::ops::Range;

use serde::Deserialize;
use time::{Date, Duration, Month, format_description::well_known::Iso8601};

use super::invalid;
use crate::error::AwsError;

/// A time that a request asks about. The end is not in it.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub(super) struct Period {
    start: String,
    end: String,
}

const EPOCH: Option<Date> = match Date::from_calendar_date(1970, Month::January, 1) {
    Ok(date) => Some(date),
    Err(_) => None,
};

// === impl Period ===

impl Period {
    /// The days of the period.
    pub(super) fn days(&self) -> Result<Range<u64>, AwsError> {
        let refused = || invalid("The dates must be yyyy-MM-dd, and the start before the end.");
        let days = read(&self.start).zip(read(&self.end));
        let (start, end) = days
            .filter(|(start, end)| start < end)
            .ok_or_else(refused)?;
        Ok(start..end)
    }
}

/// The days of the month that `day` is in.
pub(super) fn month(day: u64) -> Range<u64> {
    let Some(date) = date(day) else {
        return day..day + 1;
    };
    let first = day - u64::from(date.day()) + 1;
    let length = date.month().length(date.year());
    first..first + u64::from(length)
}

/// `2026-09-21`
pub(super) fn shown(day: u64) -> String {
    let date = date(day).map(|date| (date.year(), u8::from(date.month()), date.day()));
    let (year, month, day) = date.unwrap_or((1970, 1, 1));
    format!("{year:04}-{month:02}-{day:02}")
}

fn date(day: u64) -> Option<Date> {
    EPOCH?.checked_add(Duration::days(i64::try_from(day).ok()?))
}

fn read(text: &str) -> Option<u64> {
    let date = Date::parse(text, &Iso8601::DATE)
        .ok()
        .filter(|_| text.len() == 10)?;
    u64::try_from((date - EPOCH?).whole_days()).ok()
}
