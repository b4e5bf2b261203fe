//! Calendar time in UTC.

use time::OffsetDateTime;

use crate::time::Time;

/// Date and time of day of a moment.
pub(super) fn date(at: Time) -> Option<OffsetDateTime> {
    let seconds = i64::try_from(at.as_micros() / 1_000_000).ok()?;
    OffsetDateTime::from_unix_timestamp(seconds).ok()
}

/// The moment of a date.
pub(super) fn moment(date: OffsetDateTime) -> Option<Time> {
    let seconds = u64::try_from(date.unix_timestamp()).ok()?;
    Some(Time::from_micros(seconds * 1_000_000))
}
