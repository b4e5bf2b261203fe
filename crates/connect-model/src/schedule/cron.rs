//! `cron(MINUTES HOURS DAY-OF-MONTH MONTH DAY-OF-WEEK YEAR)` (EventBridge Scheduler, "Cron-based
//! schedules").

use std::{collections::BTreeSet, ops::RangeInclusive};

use jiff::{
    Timestamp,
    civil::{Date, Weekday},
    tz::{AmbiguousOffset, TimeZone as Zone},
};

/// Years that an expression may name.
pub(super) const YEARS: RangeInclusive<i16> = 1970..=2199;

/// Six fields that were read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Cron {
    minutes: BTreeSet<i16>,
    hours: BTreeSet<i16>,
    days: Days,
    months: BTreeSet<i16>,
    years: BTreeSet<i16>,
}

/// Of the two fields about days one says nothing.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Days {
    OfMonth(BTreeSet<i16>),
    /// 1 is Sunday.
    OfWeek(BTreeSet<i16>),
    LastOfMonth,
    /// The last day from Monday to Friday.
    LastWorkday,
    /// The day from Monday to Friday that is nearest to this one, in its month.
    Workday(i16),
    /// The last one of these weekdays in the month.
    LastWeekday(i16),
    /// A weekday, and the how many-th of the month.
    NthWeekday(i16, i16),
}

/// What a field may say.
struct Field {
    range: RangeInclusive<i16>,
    names: &'static [&'static str],
}

const MINUTES: Field = Field::of(0..=59);
const HOURS: Field = Field::of(0..=23);
const MONTH_DAYS: Field = Field::of(1..=31);
const MONTHS: Field = Field {
    range: 1..=12,
    names: &[
        "JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC",
    ],
};
const WEEKDAYS: Field = Field {
    range: 1..=7,
    names: &["SUN", "MON", "TUE", "WED", "THU", "FRI", "SAT"],
};
const SATURDAY: i16 = 7;
/// A month has this many of a weekday at most.
const NTH_MAX: i16 = 5;

// === impl Cron ===

impl Cron {
    /// Reads the six fields; nothing if one of them makes no sense.
    pub(super) fn parse(text: &str) -> Option<Self> {
        let fields: Vec<&str> = text.split(' ').collect();
        let [minutes, hours, of_month, months, of_week, years] = fields.as_slice() else {
            return None;
        };
        Some(Self {
            minutes: MINUTES.read(minutes)?,
            hours: HOURS.read(hours)?,
            days: Days::parse(of_month, of_week)?,
            months: MONTHS.read(months)?,
            years: Field::of(YEARS).read(years)?,
        })
    }

    /// Every time from the day of `from` on, in order.
    pub(super) fn times<'c>(
        &'c self,
        zone: &'c Zone,
        from: Timestamp,
    ) -> impl Iterator<Item = Timestamp> + 'c {
        let first = from.to_zoned(zone.clone()).date();
        self.dates(first).flat_map(move |date| self.on(date, zone))
    }

    fn on<'c>(&'c self, date: Date, zone: &'c Zone) -> impl Iterator<Item = Timestamp> + 'c {
        let hours = self.hours.iter();
        let times =
            hours.flat_map(move |hour| self.minutes.iter().map(move |minute| (*hour, *minute)));
        times.filter_map(move |(hour, minute)| {
            let small = |it: i16| i8::try_from(it).expect("it was read so");
            let told = date.at(small(hour), small(minute), 0, 0);
            let ambiguous = zone.to_ambiguous_timestamp(told);
            match ambiguous.offset() {
                AmbiguousOffset::Gap { .. } => None,
                AmbiguousOffset::Unambiguous { .. } | AmbiguousOffset::Fold { .. } => {
                    ambiguous.earlier().ok()
                }
            }
        })
    }

    /// The days from `first` on.
    fn dates(&self, first: Date) -> impl Iterator<Item = Date> + '_ {
        let years = self.years.range(first.year()..);
        let months =
            years.flat_map(move |year| self.months.iter().map(move |month| (*year, *month)));
        months.flat_map(move |(year, month)| {
            let month = i8::try_from(month).expect("it was read so");
            let begin = Date::new(year, month, 1).expect("the fields were read so");
            let days = 1..=begin.days_in_month();
            let dates = days.map(move |day| Date::new(year, month, day).expect("the month has it"));
            dates.filter(move |date| *date >= first && self.days.has(*date))
        })
    }
}

// === impl Days ===

impl Days {
    fn parse(of_month: &str, of_week: &str) -> Option<Self> {
        match (of_month, of_week) {
            ("?", "?") => None,
            (field, "?") => Self::of_month(field),
            ("?", field) => Self::of_week(field),
            _ => None,
        }
    }

    fn of_month(field: &str) -> Option<Self> {
        match field {
            "L" => Some(Self::LastOfMonth),
            "LW" => Some(Self::LastWorkday),
            _ => match field.strip_suffix('W') {
                Some(day) => MONTH_DAYS.one(day).map(Self::Workday),
                None => MONTH_DAYS.read(field).map(Self::OfMonth),
            },
        }
    }

    fn of_week(field: &str) -> Option<Self> {
        if field == "L" {
            return Some(Self::OfWeek(BTreeSet::from([SATURDAY])));
        }
        if let Some((day, nth)) = field.split_once('#') {
            let nth = Field::of(1..=NTH_MAX).one(nth)?;
            return Some(Self::NthWeekday(WEEKDAYS.one(day)?, nth));
        }
        match field.strip_suffix('L').and_then(|day| WEEKDAYS.one(day)) {
            Some(day) => Some(Self::LastWeekday(day)),
            None => WEEKDAYS.read(field).map(Self::OfWeek),
        }
    }

    fn has(&self, date: Date) -> bool {
        let day = i16::from(date.day());
        let weekday = i16::from(date.weekday().to_sunday_one_offset());
        match self {
            Self::OfMonth(days) => days.contains(&day),
            Self::OfWeek(days) => days.contains(&weekday),
            Self::LastOfMonth => date == date.last_of_month(),
            Self::LastWorkday => date == workday(date.last_of_month()),
            Self::Workday(wanted) => {
                let wanted = i8::try_from(*wanted).expect("it was read so");
                let there = Date::new(date.year(), date.month(), wanted);
                there.is_ok_and(|there| date == workday(there))
            }
            Self::LastWeekday(wanted) => {
                weekday == *wanted && day + 7 > i16::from(date.days_in_month())
            }
            Self::NthWeekday(wanted, nth) => weekday == *wanted && (day - 1) / 7 + 1 == *nth,
        }
    }
}

/// The nearest day from Monday to Friday in the same month.
fn workday(date: Date) -> Date {
    let last = date.days_in_month();
    let day = match date.weekday() {
        Weekday::Saturday if date.day() == 1 => 3,
        Weekday::Saturday => date.day() - 1,
        Weekday::Sunday if date.day() == last => last - 2,
        Weekday::Sunday => date.day() + 1,
        _ => date.day(),
    };
    Date::new(date.year(), date.month(), day).expect("it is in the month")
}

// === impl Field ===

impl Field {
    const fn of(range: RangeInclusive<i16>) -> Self {
        Self { range, names: &[] }
    }

    /// One value: a number, or a name where the field has names.
    fn one(&self, text: &str) -> Option<i16> {
        let mut names = self.names.iter();
        let value = match names.position(|name| text.eq_ignore_ascii_case(name)) {
            Some(at) => i16::try_from(at).ok()? + self.range.start(),
            None if text.bytes().all(|byte| byte.is_ascii_digit()) => text.parse().ok()?,
            None => return None,
        };
        self.range.contains(&value).then_some(value)
    }

    /// A list of `*`, `5`, `1-4`, `0/15` and `1-30/2`. A range may go over the end: `FRI-MON`.
    fn read(&self, field: &str) -> Option<BTreeSet<i16>> {
        let mut values = BTreeSet::new();
        for part in field.split(',') {
            let steps = part.split_once('/');
            let (range, step) = steps.map_or((part, Some(1)), |(range, step)| {
                (range, step.parse().ok().filter(|step| *step > 0))
            });
            let span = self.span(range, steps.is_some())?;
            values.extend(span.into_iter().step_by(step?));
        }
        Some(values)
    }

    fn span(&self, range: &str, has_step: bool) -> Option<Vec<i16>> {
        let (least, most) = (*self.range.start(), *self.range.end());
        let (from, to) = match range.split_once('-') {
            Some((from, to)) => (self.one(from)?, self.one(to)?),
            None if range == "*" => (least, most),
            None if has_step => (self.one(range)?, most),
            None => (self.one(range)?, self.one(range)?),
        };
        if from <= to {
            return Some((from..=to).collect());
        }
        Some((from..=most).chain(least..=to).collect())
    }
}
