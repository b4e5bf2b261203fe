//! When something is to happen: `rate(…)`, `cron(…)` or `at(…)`.

use std::time::Duration;

use super::{clock, cron::Cron};
use crate::time::{self, Time};

/// An expression that was read.
#[derive(Debug, Clone, PartialEq)]
pub(in super::super) enum Expression {
    /// Every so often, from the start on.
    Rate(Duration),
    Cron(Cron),
    /// Once.
    At(Time),
}

const UNITS: &[(&str, u64)] = &[("minute", 60), ("hour", 3_600), ("day", 86_400)];

// === impl Expression ===

impl Expression {
    /// Reads an expression; nothing if it makes no sense.
    pub(in super::super) fn parse(text: &str) -> Option<Self> {
        let (kind, rest) = text.split_once('(')?;
        let inner = rest.strip_suffix(')')?;
        match kind {
            "rate" => rate(inner).map(Self::Rate),
            "cron" => Cron::parse(inner).map(Self::Cron),
            "at" => at(inner).map(Self::At),
            _ => None,
        }
    }

    /// The first time after `after` of what begins at `start`.
    pub(in super::super) fn next(&self, start: Time, after: Time) -> Option<Time> {
        match self {
            Self::Rate(period) if after < start => Some(start + *period),
            Self::Rate(period) => {
                let period = u64::try_from(period.as_micros()).ok()?;
                let passed = u64::try_from(after.since(start).as_micros()).ok()?;
                let micros = (passed / period + 1).checked_mul(period)?;
                Some(start + Duration::from_micros(micros))
            }
            Self::Cron(cron) => clock::moment(cron.next(clock::date(after.max(start))?)?),
            Self::At(moment) => Some(*moment).filter(|moment| *moment > after),
        }
    }
}

/// `5 minutes`; of one the unit may have its s all the same.
fn rate(text: &str) -> Option<Duration> {
    let (count, unit) = text.split_once(' ')?;
    let count: u64 = count.parse().ok().filter(|count| *count > 0)?;
    let singular = unit.strip_suffix('s').unwrap_or(unit);
    let (_, seconds) = UNITS.iter().find(|(name, _)| *name == singular)?;
    Some(Duration::from_secs(count.checked_mul(*seconds)?))
}

/// `2026-09-21T10:13:20`, without a zone.
fn at(text: &str) -> Option<Time> {
    let seconds = time::epoch_seconds(&format!("{text}Z")).filter(|_| text.len() == 19)?;
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "a date of four digits"
    )]
    let micros = (seconds.max(0.0) as u64).checked_mul(1_000_000)?;
    Some(Time::from_micros(micros))
}

#[cfg(test)]
mod tests {
    use super::{Expression, at};
    use crate::time::Time;

    fn next(expression: &str, after: &str) -> Option<Time> {
        let expression = Expression::parse(expression).expect("the expression is valid");
        let after = at(after).expect("a date");
        expression.next(Time::default(), after)
    }

    #[test]
    fn the_next_time_is_the_first_one_that_fits() {
        let monday = "2026-09-21T10:13:20";
        let is = |expression: &str, date: &str| {
            assert_eq!(next(expression, monday), at(date), "{expression}");
        };
        is("cron(0 2 * * ? *)", "2026-09-22T02:00:00");
        is("cron(0/15 10 * * ? *)", "2026-09-21T10:15:00");
        is("cron(30 9 ? * MON-FRI *)", "2026-09-22T09:30:00");
        is("cron(0 0 L * ? *)", "2026-09-30T00:00:00");
        is("cron(0 12 29 2 ? *)", "2028-02-29T12:00:00");
        is("rate(1 hour)", "2026-09-21T11:00:00");
        is("rate(1 hours)", "2026-09-21T11:00:00");
        is("at(2026-09-21T10:13:21)", "2026-09-21T10:13:21");
        assert_eq!(next("at(2026-09-21T10:13:20)", monday), None);
        assert_eq!(next("cron(0 12 ? * 2#1 *)", monday), None);
    }

    #[test]
    fn what_makes_no_sense_is_refused() {
        for text in [
            "",
            "rate(1 hourss)",
            "rate(5 hour)x",
            "rate(0 minutes)",
            "rate(5)",
            "cron(0 2 * * * *)",
            "cron(0 2 ? * ? *)",
            "cron(60 2 * * ? *)",
            "cron(0 2 * * ?)",
            "cron(0 2 5-1 * ? *)",
            "at(2026-09-21)",
            "at(2026-13-21T10:13:20)",
            "every(5 minutes)",
        ] {
            assert_eq!(Expression::parse(text), None, "{text}");
        }
    }
}
