//! Open times as people write them.

use serde_json::Value;

use super::{Opening, OverrideDraft, Recurrence, Time};
use crate::Written;

const USUAL: &str = "STANDARD";

/// Days with the same times stand together.
pub(super) fn openings(config: &[Opening]) -> Value {
    let mut groups: Vec<(Time, Time, Vec<&str>)> = Vec::new();
    for Opening { day, start, end } in config {
        match groups
            .iter_mut()
            .find(|(from, till, days)| (from, till) == (start, end) && !days.contains(&&**day))
        {
            Some((_, _, days)) => days.push(day),
            None => groups.push((*start, *end, vec![day])),
        }
    }
    let group = |(start, end, days): (Time, Time, Vec<&str>)| {
        let entry = match days.as_slice() {
            [day] => Written::new().with("day", *day),
            days => Written::new().with("days", days.to_vec()),
        };
        Value::from(entry.with("start", clock(start)).with("end", clock(end)))
    };
    groups.into_iter().map(group).collect()
}

/// Overrides by name.
pub(super) fn overrides(overrides: &[OverrideDraft]) -> Value {
    overrides.iter().map(one).collect()
}

fn one(draft: &OverrideDraft) -> Value {
    let OverrideDraft {
        name,
        description,
        r#type,
        effective_from,
        effective_till,
        config,
        recurrence,
    } = draft;
    let entry = Written::new()
        .with("name", name.as_str())
        .with_some("description", description.as_deref())
        .unless("type", r#type.as_str(), USUAL)
        .with("effective_from", effective_from.as_str())
        .unless(
            "effective_till",
            effective_till.as_str(),
            effective_from.as_str(),
        )
        .with_some("config", Some(openings(config)))
        .with_some("recurrence", recurrence.as_ref().map(again));
    entry.into()
}

fn again(recurrence: &Recurrence) -> Value {
    let Recurrence {
        frequency,
        interval,
        by_month,
        by_month_day,
        by_weekday_occurrence,
    } = recurrence;
    let entry = Written::new()
        .with("frequency", frequency.as_str())
        .unless("interval", *interval, 1)
        .with_some("by_month", Some(by_month.clone()))
        .with_some("by_month_day", Some(by_month_day.clone()))
        .with_some("by_weekday_occurrence", Some(by_weekday_occurrence.clone()));
    entry.into()
}

fn clock(time: Time) -> String {
    format!("{:02}:{:02}", time.hours, time.minutes)
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn days_with_the_same_times_stand_together_and_a_day_once_in_each_group() {
        let open = |day: &str, start, end| Opening {
            day: day.to_owned(),
            start: Time {
                hours: start,
                minutes: 0,
            },
            end: Time {
                hours: end,
                minutes: 30,
            },
        };
        let config = [
            open("MONDAY", 9, 12),
            open("MONDAY", 9, 12),
            open("TUESDAY", 9, 12),
            open("SUNDAY", 10, 0),
        ];
        assert_eq!(
            openings(&config),
            json!([
                { "days": ["MONDAY", "TUESDAY"], "start": "09:00", "end": "12:30" },
                { "day": "MONDAY", "start": "09:00", "end": "12:30" },
                { "day": "SUNDAY", "start": "10:00", "end": "00:30" },
            ])
        );
    }
}
