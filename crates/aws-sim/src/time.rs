//! Moments of the simulated world.

use std::{
    ops::{Add, Sub},
    time::{Duration, SystemTime, UNIX_EPOCH},
};

use serde::{Serialize, Serializer};
use time::{
    OffsetDateTime,
    format_description::well_known::{Rfc2822, Rfc3339},
};

/// A moment, in microseconds since 1970-01-01 UTC.
///
/// Serialised as AWS writes it in JSON: epoch seconds as a number, to the millisecond.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Time(u64);

// === impl Time ===

impl Time {
    /// The moment `micros` microseconds after 1970-01-01 UTC.
    pub const fn from_micros(micros: u64) -> Self {
        Self(micros)
    }

    /// Microseconds since 1970-01-01 UTC.
    pub const fn as_micros(self) -> u64 {
        self.0
    }

    /// How long ago `earlier` was; zero if it is yet to come.
    pub fn since(self, earlier: Self) -> Duration {
        Duration::from_micros(self.0.saturating_sub(earlier.0))
    }

    /// The number of whole days since 1970-01-01 UTC.
    pub(crate) fn day(self) -> u64 {
        self.0 / 86_400_000_000
    }
}

impl From<SystemTime> for Time {
    fn from(time: SystemTime) -> Self {
        let since = time.duration_since(UNIX_EPOCH).unwrap_or_default();
        Self(u64::try_from(since.as_micros()).unwrap_or(u64::MAX))
    }
}

impl Add<Duration> for Time {
    type Output = Self;

    fn add(self, length: Duration) -> Self {
        Self(
            self.0
                .saturating_add(u64::try_from(length.as_micros()).unwrap_or(u64::MAX)),
        )
    }
}

impl Sub<Duration> for Time {
    type Output = Self;

    fn sub(self, length: Duration) -> Self {
        Self(
            self.0
                .saturating_sub(u64::try_from(length.as_micros()).unwrap_or(u64::MAX)),
        )
    }
}

impl Serialize for Time {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let millis = self.0 / 1_000;
        if millis.is_multiple_of(1_000) {
            return serializer.serialize_u64(millis / 1_000);
        }
        #[expect(
            clippy::cast_precision_loss,
            reason = "milliseconds since 1970 fit into 53 bits"
        )]
        serializer.serialize_f64(millis as f64 / 1_000.0)
    }
}

/// How a moment is written in a message.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Format {
    /// Seconds since 1970-01-01 UTC, as a number.
    Epoch,
    /// `2026-09-21T10:13:20Z`
    Iso8601,
    /// `Mon, 21 Sep 2026 10:13:20 GMT`, to the second.
    Rfc822,
}

// === impl Format ===

impl Format {
    /// The text of `seconds` since 1970-01-01 UTC.
    pub(crate) fn text(self, seconds: f64) -> Option<String> {
        match self {
            Self::Epoch => Some(seconds.to_string()),
            Self::Iso8601 => iso8601(seconds),
            Self::Rfc822 => {
                let date = OffsetDateTime::from_unix_timestamp_nanos(nanos(seconds)).ok()?;
                let text = date.format(&Rfc2822).ok()?;
                Some(text.replace("+0000", "GMT"))
            }
        }
    }
}

/// The RFC 3339 form of `seconds` since 1970-01-01 UTC, as XML and some JSON members have it.
pub(crate) fn iso8601(seconds: f64) -> Option<String> {
    OffsetDateTime::from_unix_timestamp_nanos(nanos(seconds))
        .ok()?
        .format(&Rfc3339)
        .ok()
}

/// Nanoseconds, to the millisecond.
fn nanos(seconds: f64) -> i128 {
    #[expect(
        clippy::cast_possible_truncation,
        reason = "milliseconds of any date fit"
    )]
    let millis = (seconds * 1_000.0).round() as i64;
    i128::from(millis) * 1_000_000
}

/// The seconds since 1970-01-01 UTC of a date in any of the forms that dates have as text.
pub(crate) fn epoch_seconds(text: &str) -> Option<f64> {
    if let Ok(seconds) = text.parse() {
        return Some(seconds);
    }
    let date = OffsetDateTime::parse(text, &Rfc3339)
        .or_else(|_| OffsetDateTime::parse(text, &Rfc2822))
        .ok()?;
    let millis = date.unix_timestamp_nanos() / 1_000_000;
    #[expect(
        clippy::cast_precision_loss,
        reason = "milliseconds of any date fit into 53 bits"
    )]
    Some(millis as f64 / 1_000.0)
}
