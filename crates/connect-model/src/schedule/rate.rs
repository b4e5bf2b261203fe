//! `rate(VALUE UNIT)`: every so often, from a start on.

use std::time::{Duration, SystemTime};

use super::Overdue;

const UNITS: [(&str, u64); 3] = [("minute", 60), ("hour", 3_600), ("day", 86_400)];
/// A period that is longer than anybody waits, in days.
const DAYS_MAX: u64 = 36_500;

/// `12 hours`. Of one, the unit may have its s all the same, as AWS takes it.
pub(super) fn parse(text: &str) -> Option<Duration> {
    let (value, unit) = text.split_once(' ')?;
    let is_number = value.bytes().all(|byte| byte.is_ascii_digit()) && !value.starts_with('0');
    let value: u64 = value.parse().ok().filter(|_| is_number)?;
    let singular = unit.strip_suffix('s').unwrap_or(unit);
    let (_, seconds) = UNITS.into_iter().find(|(name, _)| *name == singular)?;
    let period = Duration::from_secs(value.checked_mul(seconds)?);
    (period <= Duration::from_hours(24 * DAYS_MAX)).then_some(period)
}

/// The start itself is no time.
pub(super) fn next(period: Duration, start: SystemTime, after: SystemTime) -> Option<SystemTime> {
    let passed = after.duration_since(start).unwrap_or_default();
    start.checked_add(times(period, periods(period, passed).checked_add(1)?)?)
}

pub(super) fn overdue(period: Duration, due: SystemTime, now: SystemTime) -> Overdue {
    let missed = periods(period, now.duration_since(due).unwrap_or_default());
    let length = times(period, missed).and_then(|length| due.checked_add(length));
    Overdue {
        latest: length.unwrap_or(due),
        missed,
    }
}

/// How many whole periods fit.
fn periods(period: Duration, length: Duration) -> u64 {
    length.as_secs() / period.as_secs()
}

fn times(period: Duration, count: u64) -> Option<Duration> {
    Some(Duration::from_secs(period.as_secs().checked_mul(count)?))
}
