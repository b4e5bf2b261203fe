//! On which dates an override comes again.

use serde::{Deserialize, Serialize};
use time::{Date, Duration, util::days_in_month};

use crate::{error::AwsError, services::connect::errors};

/// `RecurrenceConfig`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub(super) struct Recurrence {
    recurrence_pattern: Pattern,
}

/// Every `interval` weeks, months or years, counted from the first date of the override.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "PascalCase")]
struct Pattern {
    /// `WEEKLY`, `MONTHLY` or `YEARLY`.
    frequency: String,
    interval: i32,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    by_month: Vec<u8>,
    /// Days of the month; -1 is its last.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    by_month_day: Vec<i8>,
    /// The how-manieth of its weekday in the month a date has to be; -1 is the last.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    by_weekday_occurrence: Vec<i8>,
}

// === impl Recurrence ===

impl Recurrence {
    /// Refuses what no date can fit. That days of the month and occurrences of weekdays exclude each
    /// other, and that weeks take neither, are choices.
    pub(super) fn check(&self) -> Result<(), AwsError> {
        let pattern = &self.recurrence_pattern;
        let by_day = !pattern.by_month_day.is_empty();
        let by_occurrence = !pattern.by_weekday_occurrence.is_empty();
        let weekly = pattern.frequency == "WEEKLY";
        let none = |value: &i8| *value == 0;
        if (by_day && by_occurrence)
            || (weekly && (by_day || by_occurrence || !pattern.by_month.is_empty()))
            || pattern.by_month_day.iter().any(none)
            || pattern.by_weekday_occurrence.iter().any(none)
        {
            return Err(errors::invalid_parameter(
                "RecurrencePattern: the parts do not fit together.",
            ));
        }
        Ok(())
    }

    /// Whether `date` is one of the dates, if the first was `first`. `has_weekday` says whether the
    /// override has hours on that weekday, or has none at all.
    pub(super) fn includes(&self, first: Date, date: Date, has_weekday: bool) -> bool {
        let pattern = &self.recurrence_pattern;
        match pattern.frequency.as_str() {
            "WEEKLY" => has_weekday && pattern.is_due(weeks(first, date)),
            "MONTHLY" => {
                let is_month = pattern.has_month(date) || pattern.by_month.is_empty();
                let due = pattern.is_due(months(first, date));
                is_month && due && pattern.is_day(first, date, has_weekday)
            }
            _ => {
                let is_month = if pattern.by_month.is_empty() {
                    date.month() == first.month()
                } else {
                    pattern.has_month(date)
                };
                let due = pattern.is_due(date.year() - first.year());
                is_month && due && pattern.is_day(first, date, has_weekday)
            }
        }
    }
}

// === impl Pattern ===

impl Pattern {
    fn is_due(&self, passed: i32) -> bool {
        passed % self.interval == 0
    }

    fn has_month(&self, date: Date) -> bool {
        self.by_month.contains(&(date.month() as u8))
    }

    /// Without days and occurrences it is the day of the month of the first date.
    fn is_day(&self, first: Date, date: Date, has_weekday: bool) -> bool {
        let last = days_in_month(date.month(), date.year());
        let is = |day: &i8| u8::try_from(*day).unwrap_or(last) == date.day();
        if let Some(occurrence) = self.by_weekday_occurrence.first() {
            return has_weekday && is_occurrence(*occurrence, date.day(), last);
        }
        if self.by_month_day.is_empty() {
            return date.day() == first.day();
        }
        self.by_month_day.iter().any(is)
    }
}

/// Whether the `day` of a month with `last` days is the `occurrence`th of its weekday.
fn is_occurrence(occurrence: i8, day: u8, last: u8) -> bool {
    match u8::try_from(occurrence) {
        Ok(occurrence) => (day - 1) / 7 + 1 == occurrence,
        Err(_) => day + 7 > last,
    }
}

/// How many weeks after that of `first` the week of `date` is.
fn weeks(first: Date, date: Date) -> i32 {
    let monday =
        |date: Date| date - Duration::days(date.weekday().number_days_from_monday().into());
    let weeks = (monday(date) - monday(first)).whole_weeks();
    i32::try_from(weeks).unwrap_or(i32::MAX)
}

fn months(first: Date, date: Date) -> i32 {
    let month = |date: Date| date.year() * 12 + i32::from(date.month() as u8);
    month(date) - month(first)
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::*;
    use crate::services::connect::hours::day;

    fn date(text: &str) -> Date {
        day::parse("a date", text).unwrap()
    }

    fn recurrence(pattern: Value) -> Recurrence {
        serde_json::from_value(json!({ "RecurrencePattern": pattern })).unwrap()
    }

    /// The days of 2026 that are included, from 1 January, which is a Thursday.
    fn days(pattern: Value, weekday: Option<&str>) -> Vec<Date> {
        let recurrence = recurrence(pattern);
        recurrence.check().unwrap();
        let first = date("2026-01-01");
        let year = (0..365).map(|days| first + Duration::days(days));
        year.filter(|date| {
            let has = weekday.is_none_or(|wanted| date.weekday().to_string() == wanted);
            recurrence.includes(first, *date, has)
        })
        .collect()
    }

    #[test]
    fn weeks_count_from_the_week_of_the_first_date() {
        let found = days(
            json!({ "Frequency": "WEEKLY", "Interval": 6 }),
            Some("Monday"),
        );
        assert_eq!(found[..2], [date("2026-02-09"), date("2026-03-23")]);
    }

    #[test]
    fn months_take_days_and_their_last_one() {
        let pattern = json!({ "Frequency": "MONTHLY", "Interval": 6, "ByMonthDay": [15, -1] });
        let wanted = [
            date("2026-01-15"),
            date("2026-01-31"),
            date("2026-07-15"),
            date("2026-07-31"),
        ];
        assert_eq!(days(pattern, None), wanted);
    }

    #[test]
    fn years_take_the_occurrence_of_a_weekday_in_months() {
        let last_monday_of_may = json!({
            "Frequency": "YEARLY", "Interval": 1, "ByMonth": [5], "ByWeekdayOccurrence": [-1],
        });
        assert_eq!(
            days(last_monday_of_may, Some("Monday")),
            [date("2026-05-25")]
        );
        let fourth_thursday = json!({
            "Frequency": "YEARLY", "Interval": 1, "ByMonth": [11], "ByWeekdayOccurrence": [4],
        });
        assert_eq!(
            days(fourth_thursday, Some("Thursday")),
            [date("2026-11-26")]
        );
    }

    #[test]
    fn parts_that_contradict_each_other_are_refused() {
        let both = json!({
            "Frequency": "MONTHLY", "Interval": 1, "ByMonthDay": [1], "ByWeekdayOccurrence": [1],
        });
        assert!(recurrence(both).check().is_err());
        let weeks = json!({ "Frequency": "WEEKLY", "Interval": 1, "ByMonth": [1] });
        assert!(recurrence(weeks).check().is_err());
    }
}
