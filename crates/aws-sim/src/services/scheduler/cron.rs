//! `cron(minutes hours day-of-month month day-of-week year)`.

use std::collections::BTreeSet;

use time::{Date, Duration, OffsetDateTime};

/// Six fields that were read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in super::super) struct Cron {
    minutes: BTreeSet<u32>,
    hours: BTreeSet<u32>,
    days: Days,
    months: BTreeSet<u32>,
    years: BTreeSet<u32>,
}

/// Of the two fields about days one says nothing.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Days {
    OfMonth(BTreeSet<u32>),
    /// 1 is Sunday.
    OfWeek(BTreeSet<u32>),
    LastOfMonth,
    /// With `W`, `#` or an `L` after a day: accepted, and not reckoned.
    Special,
}

const MONTHS: &[&str] = &[
    "JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC",
];
const WEEKDAYS: &[&str] = &["SUN", "MON", "TUE", "WED", "THU", "FRI", "SAT"];
/// As far ahead as a next time is looked for.
const MOST_DAYS: u32 = 366 * 9;

// === impl Cron ===

impl Cron {
    /// Reads the six fields; nothing if one of them makes no sense.
    pub(super) fn parse(text: &str) -> Option<Self> {
        let fields: Vec<&str> = text.split_whitespace().collect();
        let [minutes, hours, of_month, months, of_week, years] = fields.as_slice() else {
            return None;
        };
        let days = match (*of_month, *of_week) {
            ("?", "?") => return None,
            ("L", "?") => Days::LastOfMonth,
            (field, "?") if special(field, "W") => Days::Special,
            (field, "?") => Days::OfMonth(set(field, 1, 31, &[])?),
            ("?", "L") => Days::OfWeek(BTreeSet::from([7])),
            ("?", field) if special(field, "#L") => Days::Special,
            ("?", field) => Days::OfWeek(set(field, 1, 7, WEEKDAYS)?),
            _ => return None,
        };
        Some(Self {
            minutes: set(minutes, 0, 59, &[])?,
            hours: set(hours, 0, 23, &[])?,
            days,
            months: set(months, 1, 12, MONTHS)?,
            years: set(years, 1970, 2199, &[])?,
        })
    }

    /// The first time after `after`.
    pub(super) fn next(&self, after: OffsetDateTime) -> Option<OffsetDateTime> {
        if self.days == Days::Special {
            return None;
        }
        let mut date = after.date();
        for _ in 0..MOST_DAYS {
            if self.has(date) {
                for hour in &self.hours {
                    for minute in &self.minutes {
                        let (hour, minute) = (u8::try_from(*hour), u8::try_from(*minute));
                        let at = date
                            .with_hms(hour.ok()?, minute.ok()?, 0)
                            .ok()?
                            .assume_utc();
                        if at > after {
                            return Some(at);
                        }
                    }
                }
            }
            date = date.next_day()?;
        }
        None
    }

    fn has(&self, date: Date) -> bool {
        let year = u32::try_from(date.year()).unwrap_or_default();
        let month = u32::from(u8::from(date.month()));
        self.years.contains(&year)
            && self.months.contains(&month)
            && match &self.days {
                Days::OfMonth(days) => days.contains(&u32::from(date.day())),
                Days::OfWeek(days) => {
                    let weekday = date.weekday().number_days_from_sunday();
                    days.contains(&(u32::from(weekday) + 1))
                }
                Days::LastOfMonth => date
                    .checked_add(Duration::days(1))
                    .is_none_or(|next| next.day() == 1),
                Days::Special => false,
            }
    }
}

/// A day with one of these letters after it.
fn special(field: &str, letters: &str) -> bool {
    let rest = field
        .trim_start_matches(|char: char| char.is_ascii_alphanumeric() && !letters.contains(char));
    field.len() > 1
        && rest
            .chars()
            .next()
            .is_some_and(|char| letters.contains(char))
}

/// The values of one field: `*`, `5`, `1-4`, `0/15`, and lists of them.
fn set(field: &str, least: u32, most: u32, names: &[&str]) -> Option<BTreeSet<u32>> {
    let number = |text: &str| {
        let word = names
            .iter()
            .position(|name| text.eq_ignore_ascii_case(name));
        let value = match word {
            Some(at) => u32::try_from(at).ok()? + least,
            None => text.parse().ok()?,
        };
        (least..=most).contains(&value).then_some(value)
    };
    let mut values = BTreeSet::new();
    for part in field.split(',') {
        let (range, step) = match part.split_once('/') {
            Some((range, step)) => (range, step.parse().ok().filter(|step| *step > 0)?),
            None => (part, 1),
        };
        let (from, to) = match range.split_once('-') {
            Some((from, to)) => (number(from)?, number(to)?),
            None if range == "*" => (least, most),
            None if part.contains('/') => (number(range)?, most),
            None => (number(range)?, number(range)?),
        };
        if from > to {
            return None;
        }
        values.extend((from..=to).step_by(step));
    }
    Some(values)
}
