//! Dates.

text! {
    /// A day of the calendar: `2026-12-25`. Two of them compare as the days do.
    Date, "a date such as 2026-12-25", Some("^[0-9]{4}-[0-9]{2}-[0-9]{2}$"), is_date, as "bad-date";
}

fn is_date(text: &str) -> bool {
    let parts: Vec<&str> = text.split('-').collect();
    let [year, month, day] = parts[..] else {
        return false;
    };
    let number = |digits: &str, count: usize| {
        let is_number = digits.len() == count && digits.bytes().all(|byte| byte.is_ascii_digit());
        is_number.then(|| digits.parse::<u32>().ok()).flatten()
    };
    match (number(year, 4), number(month, 2), number(day, 2)) {
        (Some(year), Some(month), Some(day)) => (1..=days_in(year, month)).contains(&day),
        _ => false,
    }
}

/// How many days a month has; none, if there is no such month.
fn days_in(year: u32, month: u32) -> u32 {
    let is_leap = (year.is_multiple_of(4) && !year.is_multiple_of(100)) || year.is_multiple_of(400);
    match month {
        2 if is_leap => 29,
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        1..=12 => 31,
        _ => 0,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_are_days_of_the_calendar() {
        for good in ["2026-12-25", "2028-02-29", "2000-02-29", "2026-04-30"] {
            assert!(Date::new(good).is_ok(), "{good}");
        }
        for bad in [
            "2026-02-29",
            "1900-02-29",
            "2026-13-01",
            "2026-00-10",
            "2026-04-31",
            "26-12-25",
            "2026-12-25T00:00",
            "25.12.2026",
            "2026-12-+5",
        ] {
            assert!(Date::new(bad).is_err(), "{bad}");
        }
    }
}
