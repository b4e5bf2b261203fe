//! Dates as Connect writes them: `YYYY-MM-DD`.

use time::{Date, Month};

use crate::{error::AwsError, services::connect::errors};

/// The date that `member` says. The model's pattern lets 2026-02-30 through.
pub(super) fn parse(member: &str, text: &str) -> Result<Date, AwsError> {
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

/// The date in words.
pub(super) fn written(date: Date) -> String {
    format!(
        "{:04}-{:02}-{:02}",
        date.year(),
        date.month() as u8,
        date.day()
    )
}

/// The weekday as `MONDAY`.
pub(super) fn weekday(date: Date) -> String {
    date.weekday().to_string().to_uppercase()
}
