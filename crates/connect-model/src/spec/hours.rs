//! Hours of operation.

use serde::Serialize;

use crate::TimeZone;

/// When something is open.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct HoursSpec {
    /// What people read about it.
    pub description: Option<String>,
    /// The zone that the times are in.
    pub time_zone: TimeZone,
    /// The open times in declared order, one day each.
    pub config: Vec<HoursEntry>,
}

/// One open time on one day.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
pub struct HoursEntry {
    /// The day of the week.
    pub day: Day,
    /// When it opens.
    pub start: ClockTime,
    /// When it closes; 00:00 is the midnight at the end of the day.
    pub end: ClockTime,
}

/// A time of day.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
pub struct ClockTime {
    /// 0 to 23.
    pub hours: u8,
    /// 0 to 59.
    pub minutes: u8,
}

choice! {
    /// A day of the week.
    pub enum Day {
        /// The first working day of most.
        Monday = "MONDAY",
        /// The day after.
        Tuesday = "TUESDAY",
        /// The middle of the week.
        Wednesday = "WEDNESDAY",
        /// The day after.
        Thursday = "THURSDAY",
        /// The last working day of most.
        Friday = "FRIDAY",
        /// The first day of the weekend of most.
        Saturday = "SATURDAY",
        /// The second.
        Sunday = "SUNDAY",
    }
}
