//! Times against what is written down, and against a reckoning by brute force.

use std::time::{Duration, SystemTime};

use jiff::{Timestamp, civil::DateTime};
use proptest::prelude::*;

use super::{Calendar, Overdue, known};
use crate::{TimeZone, share::ScheduleExpression};

fn calendar(expression: &str, zone: &str) -> Calendar {
    let expression = ScheduleExpression::new(expression).unwrap();
    Calendar::new(&expression, Some(&TimeZone::new(zone).unwrap()))
}

fn at(text: &str) -> SystemTime {
    text.parse::<Timestamp>().unwrap().into()
}

fn text(time: SystemTime) -> String {
    Timestamp::try_from(time).unwrap().to_string()
}

/// The first times after `after`.
fn times(expression: &str, zone: &str, after: &str, count: usize) -> Vec<String> {
    let calendar = calendar(expression, zone);
    let start = at(after);
    let mut times = vec![start];
    while let Some(next) = calendar.next(start, times[times.len() - 1])
        && times.len() <= count
    {
        times.push(next);
    }
    times.into_iter().skip(1).map(text).collect()
}

/// Expressions, and the first two times after a Monday morning.
#[rustfmt::skip]
const FIRST: [(&str, [&str; 2]); 17] = [
    ("cron(0 2 * * ? *)", ["2026-09-22T02:00:00Z", "2026-09-23T02:00:00Z"]),
    ("cron(0/15 10 * * ? *)", ["2026-09-21T10:15:00Z", "2026-09-21T10:30:00Z"]),
    ("cron(*/30 * * * ? *)", ["2026-09-21T10:30:00Z", "2026-09-21T11:00:00Z"]),
    ("cron(15 10 ? * MON-FRI *)", ["2026-09-21T10:15:00Z", "2026-09-22T10:15:00Z"]),
    ("cron(30 9 ? * FRI-MON *)", ["2026-09-25T09:30:00Z", "2026-09-26T09:30:00Z"]),
    ("cron(0 0 L * ? *)", ["2026-09-30T00:00:00Z", "2026-10-31T00:00:00Z"]),
    ("cron(0 0 LW * ? *)", ["2026-09-30T00:00:00Z", "2026-10-30T00:00:00Z"]),
    ("cron(0 0 1W * ? *)", ["2026-10-01T00:00:00Z", "2026-11-02T00:00:00Z"]),
    ("cron(0 8 3W * ? *)", ["2026-10-02T08:00:00Z", "2026-11-03T08:00:00Z"]),
    ("cron(0 8 ? * 6L *)", ["2026-09-25T08:00:00Z", "2026-10-30T08:00:00Z"]),
    ("cron(0 8 ? * L *)", ["2026-09-26T08:00:00Z", "2026-10-03T08:00:00Z"]),
    ("cron(0 8 ? * TUE#2 *)", ["2026-10-13T08:00:00Z", "2026-11-10T08:00:00Z"]),
    ("cron(0 12 29 2 ? *)", ["2028-02-29T12:00:00Z", "2032-02-29T12:00:00Z"]),
    ("cron(5,7 23 1 jan,JUN ? 2027)", ["2027-01-01T23:05:00Z", "2027-01-01T23:07:00Z"]),
    ("rate(5 minutes)", ["2026-09-21T10:18:20Z", "2026-09-21T10:23:20Z"]),
    ("rate(1 day)", ["2026-09-22T10:13:20Z", "2026-09-23T10:13:20Z"]),
    ("rate(1 hours)", ["2026-09-21T11:13:20Z", "2026-09-21T12:13:20Z"]),
];

#[test]
fn every_field_of_cron_says_what_the_guide_says_of_it() {
    let monday = "2026-09-21T10:13:20Z";
    for (expression, wanted) in FIRST {
        assert_eq!(times(expression, "UTC", monday, 2), wanted, "{expression}");
    }
    for never in ["cron(0 0 30 2 ? *)", "cron(0 0 1 1 ? 2020)"] {
        assert_eq!(times(never, "UTC", monday, 1), [] as [&str; 0], "{never}");
    }
}

#[test]
fn a_time_that_clocks_leave_out_is_left_out_and_one_shown_twice_is_due_once() {
    // London: forward on 2027-03-28 at 01:00, back on 2027-10-31 at 02:00.
    assert_eq!(
        times(
            "cron(30 1 * * ? *)",
            "Europe/London",
            "2027-03-26T12:00:00Z",
            3
        ),
        [
            "2027-03-27T01:30:00Z",
            "2027-03-29T00:30:00Z",
            "2027-03-30T00:30:00Z"
        ]
    );
    assert_eq!(
        times(
            "cron(30 1 * * ? *)",
            "Europe/London",
            "2027-10-30T12:00:00Z",
            2
        ),
        ["2027-10-31T00:30:00Z", "2027-11-01T01:30:00Z"]
    );
    // Between the two half past ones.
    assert_eq!(
        times(
            "cron(30 1 * * ? *)",
            "Europe/London",
            "2027-10-31T00:45:00Z",
            1
        ),
        ["2027-11-01T01:30:00Z"]
    );
    assert_eq!(
        times(
            "cron(0 2 * * ? *)",
            "Europe/London",
            "2026-06-30T12:00:00Z",
            1
        ),
        ["2026-07-01T01:00:00Z"]
    );
}

#[test]
fn what_was_missed_is_counted_and_the_latest_is_named() {
    let daily = calendar("cron(0 2 * * ? *)", "UTC");
    let (start, due) = (at("2026-09-01T00:00:00Z"), at("2026-09-02T02:00:00Z"));
    let overdue = |now: &str| daily.overdue(start, due, at(now));
    assert_eq!(
        overdue("2026-09-02T02:00:00Z"),
        Overdue {
            latest: due,
            missed: 0
        }
    );
    let latest = at("2026-09-05T02:00:00Z");
    assert_eq!(
        overdue("2026-09-05T02:00:00Z"),
        Overdue { latest, missed: 3 }
    );
    assert_eq!(
        overdue("2026-09-06T01:59:59Z"),
        Overdue { latest, missed: 3 }
    );
    let often = calendar("rate(10 minutes)", "UTC");
    let due = at("2026-09-01T00:10:00Z");
    let latest = at("2026-09-01T01:00:00Z");
    let overdue = often.overdue(start, due, at("2026-09-01T01:09:59Z"));
    assert_eq!(overdue, Overdue { latest, missed: 5 });
}

#[test]
fn what_makes_no_sense_is_refused() {
    for bad in [
        "cron(60 2 * * ? *)",
        "cron(0 24 * * ? *)",
        "cron(0 2 0 * ? *)",
        "cron(0 2 32 * ? *)",
        "cron(0 2 * 13 ? *)",
        "cron(0 2 ? * 8 *)",
        "cron(0 2 ? * 0 *)",
        "cron(0 2 * * ? 1969)",
        "cron(0 2 * * * *)",
        "cron(0 2 ? * ? *)",
        "cron(0 2 * * ?)",
        "cron(0 2 * * ? * *)",
        "cron(0/0 2 * * ? *)",
        "cron(0 2 ? * 2#6 *)",
        "cron(0 2 ? * 2#1,3#1 *)",
        "cron(, 2 * * ? *)",
        "cron(0  2 * * ? *)",
        "cron(+5 2 * * ? *)",
        "cron(0 2 32W * ? *)",
        "rate(0 days)",
        "rate(05 days)",
        "rate(1 week)",
        "rate(99999999999999999999 days)",
        "rate(40000 days)",
        "rate(1 dayss)",
        "at(2026-09-21T10:13:20)",
        "cron()",
        "",
    ] {
        assert!(ScheduleExpression::new(bad).is_err(), "{bad}");
    }
}

/// A minute of a field, or a list or range of minutes, and what it means.
fn minutes() -> impl Strategy<Value = (String, Vec<i8>)> {
    prop_oneof![
        (0_i8..60).prop_map(|it| (it.to_string(), vec![it])),
        (0_i8..60, 1_usize..40).prop_map(|(from, step)| {
            (format!("{from}/{step}"), (from..60).step_by(step).collect())
        }),
        (0_i8..30, 30_i8..60)
            .prop_map(|(from, to)| { (format!("{from}-{to}"), (from..=to).collect()) }),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    /// Walks every minute of some days in the zone, as a person with a clock would.
    #[test]
    fn cron_agrees_with_a_walk_over_every_minute(
        (field, minutes) in minutes(),
        hour in 0_i8..24,
        zone in prop::sample::select(vec!["UTC", "Europe/London", "America/New_York", "Australia/Lord_Howe", "Asia/Kathmandu"]),
        day in 0_u64..730,
    ) {
        let calendar = calendar(&format!("cron({field} {hour} * * ? *)"), zone);
        let zone = known(&TimeZone::new(zone).unwrap());
        let start = at("2026-01-01T00:00:00Z") + Duration::from_hours(24 * day);
        let end = start + Duration::from_hours(49);
        let mut walked: Vec<(DateTime, SystemTime)> = Vec::new();
        let mut now = start + Duration::from_mins(1);
        while now <= end {
            let told = Timestamp::try_from(now).unwrap().to_zoned(zone.clone()).datetime();
            let is_due = told.hour() == hour && minutes.contains(&told.minute());
            if is_due && walked.iter().all(|(earlier, _)| *earlier != told) {
                walked.push((told, now));
            }
            now += Duration::from_mins(1);
        }
        let mut found = Vec::new();
        let mut after = start;
        while let Some(next) = calendar.next(start, after) && next <= end {
            found.push(next);
            after = next;
        }
        // Whoever starts between two equal times sees the second one as the first.
        let walked: Vec<_> = walked.into_iter().map(|(_, time)| time).collect();
        let ambiguous = |time: &SystemTime| {
            let told = Timestamp::try_from(*time).unwrap().to_zoned(zone.clone()).datetime();
            let both = zone.to_ambiguous_timestamp(told);
            both.earlier().is_ok_and(|it| SystemTime::from(it) != *time)
        };
        let walked: Vec<_> = walked.into_iter().filter(|time| !ambiguous(time)).collect();
        prop_assert_eq!(&found, &walked);
        if let (Some(first), Some(last)) = (found.first(), found.last()) {
            let overdue = calendar.overdue(start, *first, end);
            prop_assert_eq!(overdue.latest, *last);
            prop_assert_eq!(overdue.missed, found.len() as u64 - 1);
        }
    }

    #[test]
    fn the_next_time_of_a_rate_is_a_whole_number_of_periods_away(
        hours in 1_u64..400,
        passed in 0_u64..10_000_000,
    ) {
        let calendar = calendar(&format!("rate({hours} hours)"), "UTC");
        let start = at("2026-01-01T00:00:00Z");
        let after = start + Duration::from_secs(passed);
        let next = calendar.next(start, after).unwrap();
        prop_assert!(next > after && next <= after + Duration::from_hours(hours));
        let length = next.duration_since(start).unwrap().as_secs();
        prop_assert_eq!(length % (hours * 3_600), 0);
    }

    #[test]
    fn no_text_is_too_strange_to_be_judged(text in "(cron|rate)\\([ -~]{0,30}\\)?") {
        let _ = ScheduleExpression::new(text);
    }
}
