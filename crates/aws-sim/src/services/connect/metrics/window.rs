//! The time that metrics are asked of, and its parts.

use std::time::Duration;

use serde::Deserialize;

use crate::{
    error::AwsError,
    services::connect::{errors, hours},
    time::Time,
};

/// How time is parted; not at all by default.
#[derive(Debug, Default, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub(super) struct Interval {
    time_zone: Option<String>,
    interval_period: Option<String>,
}

const MINUTE: u64 = 60;
const DAY: u64 = 24 * 60 * MINUTE;
/// Metrics of so long ago there are, about three months, and spans are shorter than these (API
/// reference).
const KEPT: Duration = Duration::from_hours(24 * 90);
const SPAN: Duration = Duration::from_hours(24 * 35);
const SPAN_OF_SHORT: Duration = Duration::from_hours(24 * 3);
/// Day 0 of the epoch was a Thursday; weeks begin on Sundays, which is a choice.
const SUNDAY: u64 = 3 * DAY;

/// The parts of a span of time, in order, each from its start to before its end.
pub(super) fn windows(
    interval: &Interval,
    (from, to): (Time, Time),
    now: Time,
) -> Result<Vec<(Time, Time)>, AwsError> {
    interval.check_zone()?;
    let refuse = |message: &str| Err(errors::invalid_parameter(message));
    if from >= to {
        return refuse("StartTime has to be before EndTime.");
    }
    if to > now {
        return refuse("EndTime cannot be later than the current time.");
    }
    if now.since(from) > KEPT {
        return refuse("Metrics are there for three months.");
    }
    let seconds = interval.seconds();
    let longest = match seconds {
        Some(part) if part < DAY => SPAN_OF_SHORT,
        _ => SPAN,
    };
    if to.since(from) >= longest {
        let days = longest.as_secs() / DAY;
        return refuse(&format!(
            "StartTime and EndTime have to be less than {days} days apart."
        ));
    }
    Ok(match seconds {
        None => vec![(from, to)],
        Some(part) => parts(part, from, to),
    })
}

fn parts(seconds: u64, from: Time, to: Time) -> Vec<(Time, Time)> {
    let length = seconds * 1_000_000;
    let shift = if seconds == 7 * DAY {
        SUNDAY * 1_000_000
    } else {
        0
    };
    let first = (from.as_micros() - shift) / length * length + shift;
    let starts = (0..).map(|n| Time::from_micros(first + n * length));
    let starts = starts.take_while(|start| *start < to);
    starts
        .map(|start| {
            let end = start + Duration::from_micros(length);
            (start.max(from), end.min(to))
        })
        .collect()
}

// === impl Interval ===

impl Interval {
    pub(super) fn period(&self) -> &str {
        self.interval_period.as_deref().unwrap_or("TOTAL")
    }

    fn seconds(&self) -> Option<u64> {
        match self.period() {
            "FIFTEEN_MIN" => Some(15 * MINUTE),
            "THIRTY_MIN" => Some(30 * MINUTE),
            "HOUR" => Some(60 * MINUTE),
            "DAY" => Some(DAY),
            "WEEK" => Some(7 * DAY),
            _ => None,
        }
    }

    /// Days and weeks of other zones are not simulated.
    fn check_zone(&self) -> Result<(), AwsError> {
        let Some(zone) = &self.time_zone else {
            return Ok(());
        };
        hours::check_time_zone(zone)?;
        let is_long = self.seconds().is_some_and(|part| part >= DAY);
        if is_long && zone != "UTC" {
            let message = format!("Days of {zone} are not simulated.");
            return Err(AwsError::new("NotImplemented", message).with_status(501));
        }
        Ok(())
    }
}
