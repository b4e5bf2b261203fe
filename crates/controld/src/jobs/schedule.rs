//! Jobs that the daemon starts by itself, again and again. Pure: every store obeys these.

use std::time::{Duration, SystemTime};

use connect_model::{TargetName, TimeZone, schedule::Calendar, share::ScheduleExpression};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::{JobId, Order, Watch};

/// Under this the names of runs are made, so that they are no others.
const RUNS: Uuid = Uuid::from_u128(0x9b1f_6d52_3c0e_4d8a_9f57_2e61_a7c4_0b13);

/// What the daemon starts by itself.
#[derive(Clone, Debug, PartialEq)]
pub struct Schedule {
    /// Its name: the subject, and what is done to it.
    pub name: String,
    /// What is done, and when.
    pub brief: ScheduleBrief,
    /// From when on it counts.
    pub since: SystemTime,
    /// When it is due next; never again, where there is no such time.
    pub due: Option<SystemTime>,
    /// What became of the time before.
    pub last: Option<LastTime>,
}

/// What is done, when, and who wants it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ScheduleBrief {
    /// What it is of, such as `targets/T/shares/S`.
    pub subject: String,
    /// The word for what is done, among those of its subject.
    pub word: String,
    /// Where.
    pub target: TargetName,
    /// The order of its jobs.
    pub order: Order,
    /// When.
    pub expression: ScheduleExpression,
    /// In which time zone; else in UTC.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub time_zone: Option<TimeZone>,
    /// Who declared it.
    pub declared_by: String,
}

/// What became of a time at which it was due.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct LastTime {
    /// The time, in microseconds since 1970.
    pub due_us: u64,
    /// How many times before it passed while nobody was there.
    #[serde(default)]
    pub missed: u64,
    /// The newest job that was started, at this time or an earlier one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub job: Option<JobId>,
    /// Why nothing was started at this time.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub left_out: Option<String>,
}

/// All that is to be started for a subject. It takes the place of what was before.
#[derive(Clone, Debug, PartialEq)]
pub struct Timetable {
    /// The subject.
    pub subject: String,
    /// What is started.
    pub schedules: Vec<ScheduleBrief>,
    /// Who looks after the subject. Without it what is known of it is forgotten.
    pub watch: Option<Watch>,
}

/// A time that has come.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Occasion {
    /// The latest one.
    pub due: SystemTime,
    /// How many passed before it.
    pub missed: u64,
    /// When it is due again.
    pub next: Option<SystemTime>,
}

// === impl Schedule ===

impl Schedule {
    /// What stands after a brief came in at `at` in the place of what stood. While the times are the same
    /// ones, it goes on counting.
    pub fn renewed(brief: ScheduleBrief, before: Option<Self>, at: SystemTime) -> Self {
        match before {
            Some(before) if before.brief.is_due_as(&brief) => Self { brief, ..before },
            before => Self {
                name: brief.name(),
                since: at,
                due: brief.calendar().next(at, at),
                last: before.and_then(|before| before.last),
                brief,
            },
        }
    }

    /// The time that has come at `now`, if one has.
    pub fn occasion(&self, now: SystemTime) -> Option<Occasion> {
        let due = self.due.filter(|due| *due <= now)?;
        let calendar = self.brief.calendar();
        let overdue = calendar.overdue(self.since, due, now);
        Some(Occasion {
            due: overdue.latest,
            missed: overdue.missed,
            next: calendar.next(self.since, overdue.latest),
        })
    }

    /// The name of the run that is due at a time. It is the same wherever it is made: a daemon that starts
    /// again, or another one, makes no second job of it, and AWS no second query.
    pub fn run_at(&self, due: SystemTime) -> Uuid {
        let text = format!("{}\n{}", self.name, micros(due));
        Uuid::new_v5(&RUNS, text.as_bytes())
    }
}

// === impl ScheduleBrief ===

impl ScheduleBrief {
    /// The name of its schedule.
    pub fn name(&self) -> String {
        format!("{}/{}", self.subject, self.word)
    }

    /// Whether another one is due at the same times.
    pub fn is_due_as(&self, other: &Self) -> bool {
        self.expression == other.expression && self.time_zone == other.time_zone
    }

    fn calendar(&self) -> Calendar {
        Calendar::new(&self.expression, self.time_zone.as_ref())
    }
}

// === impl LastTime ===

impl LastTime {
    /// The time.
    pub fn due(&self) -> SystemTime {
        SystemTime::UNIX_EPOCH + Duration::from_micros(self.due_us)
    }

    /// What became of an occasion.
    pub fn of(occasion: &Occasion, job: Option<JobId>, left_out: Option<String>) -> Self {
        Self {
            due_us: micros(occasion.due),
            missed: occasion.missed,
            job,
            left_out,
        }
    }
}

/// A store keeps times as finely as this.
fn micros(time: SystemTime) -> u64 {
    let since = time.duration_since(SystemTime::UNIX_EPOCH);
    u64::try_from(since.unwrap_or_default().as_micros()).unwrap_or(u64::MAX)
}
