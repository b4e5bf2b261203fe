//! Moments as functions of SQL take and give them: milliseconds since 1970-01-01 UTC.

use std::fmt::Write as _;

use time::{
    Date, Duration, Month, OffsetDateTime, PrimitiveDateTime, Time,
    format_description::well_known::Rfc3339,
};

/// The moment of an ISO 8601 text, which may lack its zone or its time.
pub(super) fn parse_iso(text: &str) -> Option<i64> {
    if let Ok(at) = OffsetDateTime::parse(text, &Rfc3339) {
        return Some(millis(at));
    }
    let (date, time) = text.split_once('T').unwrap_or((text, "00:00:00"));
    let date = numbers(date, '-')?;
    let [year, month, day] = date[..] else {
        return None;
    };
    let date = calendar(year, month, day)?;
    let (clock, fraction) = time.split_once('.').unwrap_or((time, "0"));
    let clock = numbers(clock, ':')?;
    let part = |at: usize| u8::try_from(clock.get(at).copied().unwrap_or(0)).ok();
    let fraction = format!("{fraction:0<3}").get(..3)?.parse().ok()?;
    let time = Time::from_hms_milli(part(0)?, part(1)?, part(2)?, fraction).ok()?;
    Some(millis(PrimitiveDateTime::new(date, time).assume_utc()))
}

fn numbers(text: &str, between: char) -> Option<Vec<i32>> {
    text.split(between).map(|part| part.parse().ok()).collect()
}

fn calendar(year: i32, month: i32, day: i32) -> Option<Date> {
    let month = Month::try_from(u8::try_from(month).ok()?).ok()?;
    Date::from_calendar_date(year, month, u8::try_from(day).ok()?).ok()
}

/// How many whole units lie between two moments; nothing if there is no such unit.
pub(super) fn between(unit: &str, from: i64, to: i64) -> Option<i64> {
    if let Some(length) = length(unit) {
        return Some((to - from) / length);
    }
    let months = months(unit)?;
    let (first, last) = (date_time(from)?, date_time(to)?);
    let index = |at: OffsetDateTime| i64::from(at.year()) * 12 + i64::from(u8::from(at.month()));
    let mut count = index(last) - index(first);
    let reached = later("month", count, from)?;
    // A month that has begun is not a whole one.
    if count > 0 && reached > to {
        count -= 1;
    } else if count < 0 && reached < to {
        count += 1;
    }
    Some(count / months)
}

/// The moment some units after `at`; nothing if there is no such unit.
pub(super) fn later(unit: &str, count: i64, at: i64) -> Option<i64> {
    if let Some(length) = length(unit) {
        return at.checked_add(count.checked_mul(length)?);
    }
    let count = count.checked_mul(months(unit)?)?;
    let now = date_time(at)?;
    let index = i64::from(now.year()) * 12 + i64::from(u8::from(now.month())) - 1 + count;
    let year = i32::try_from(index.div_euclid(12)).ok()?;
    let month = Month::try_from(u8::try_from(index.rem_euclid(12) + 1).ok()?).ok()?;
    let day = now.day().min(month.length(year));
    let date = Date::from_calendar_date(year, month, day).ok()?;
    Some(millis(now.replace_date(date)))
}

fn length(unit: &str) -> Option<i64> {
    Some(match unit.to_lowercase().as_str() {
        "millisecond" => 1,
        "second" => 1_000,
        "minute" => 60_000,
        "hour" => 3_600_000,
        "day" => 86_400_000,
        "week" => 7 * 86_400_000,
        _ => return None,
    })
}

fn months(unit: &str) -> Option<i64> {
    Some(match unit.to_lowercase().as_str() {
        "month" => 1,
        "quarter" => 3,
        "year" => 12,
        _ => return None,
    })
}

/// The text of a moment in a pattern of Joda-Time, as `format_datetime` takes it.
pub(super) fn joda(at: i64, pattern: &str) -> Option<String> {
    let at = date_time(at)?;
    let mut text = String::new();
    let mut rest = pattern;
    while let Some(letter) = rest.chars().next() {
        if let Some(quoted) = rest.strip_prefix('\'') {
            let (inside, after) = quoted.split_once('\'')?;
            text.push_str(if inside.is_empty() { "'" } else { inside });
            rest = after;
            continue;
        }
        let count = rest.chars().take_while(|next| *next == letter).count();
        text.push_str(&field(at, letter, count)?);
        rest = &rest[count * letter.len_utf8()..];
    }
    Some(text)
}

fn field(at: OffsetDateTime, letter: char, count: usize) -> Option<String> {
    let padded = |number: i32| format!("{number:0count$}");
    Some(match letter {
        'y' | 'Y' if count == 2 => format!("{:02}", at.year() % 100),
        'y' | 'Y' | 'x' => padded(at.year()),
        'M' if count >= 4 => at.month().to_string(),
        'M' if count == 3 => at.month().to_string()[..3].to_owned(),
        'M' => padded(i32::from(u8::from(at.month()))),
        'd' => padded(at.day().into()),
        'D' => padded(at.ordinal().into()),
        'E' if count >= 4 => at.weekday().to_string(),
        'E' => at.weekday().to_string()[..3].to_owned(),
        'e' => padded(at.weekday().number_from_monday().into()),
        'w' => padded(at.iso_week().into()),
        'H' => padded(at.hour().into()),
        'h' => padded(twelve(at)),
        'm' => padded(at.minute().into()),
        's' => padded(at.second().into()),
        'S' => format!("{:03}{:0<9}", at.millisecond(), "")
            .chars()
            .take(count)
            .collect(),
        'a' => half(at).to_owned(),
        'Z' if count == 1 => "+0000".to_owned(),
        'Z' if count == 2 => "+00:00".to_owned(),
        'z' | 'Z' => "UTC".to_owned(),
        letter if letter.is_alphabetic() => return None,
        letter => letter.to_string().repeat(count),
    })
}

fn twelve(at: OffsetDateTime) -> i32 {
    i32::from((at.hour() + 11) % 12 + 1)
}

fn half(at: OffsetDateTime) -> &'static str {
    if at.hour() < 12 { "AM" } else { "PM" }
}

/// The text of a moment in a pattern of `MySQL`, as `date_format` takes it.
pub(super) fn mysql(at: i64, pattern: &str) -> Option<String> {
    let moment = date_time(at)?;
    let mut text = String::new();
    let mut letters = pattern.chars();
    while let Some(letter) = letters.next() {
        if letter != '%' {
            text.push(letter);
            continue;
        }
        let letter = letters.next()?;
        let joda_pattern = match letter {
            'f' => {
                let _ = write!(text, "{:06}", moment.microsecond());
                continue;
            }
            'p' => "a",
            '%' => "%",
            other => equal(other)?,
        };
        text.push_str(&joda(at, joda_pattern)?);
    }
    Some(text)
}

/// The pattern of Joda-Time that means what this letter means in one of `MySQL`.
fn equal(letter: char) -> Option<&'static str> {
    Some(match letter {
        'Y' => "yyyy",
        'y' => "yy",
        'm' => "MM",
        'c' => "M",
        'M' => "MMMM",
        'b' => "MMM",
        'd' => "dd",
        'e' => "d",
        'j' => "DDD",
        'a' => "EEE",
        'W' => "EEEE",
        'v' => "ww",
        'H' => "HH",
        'k' => "H",
        'h' | 'I' => "hh",
        'l' => "h",
        'i' => "mm",
        's' | 'S' => "ss",
        'T' => "HH:mm:ss",
        'r' => "hh:mm:ss a",
        _ => return None,
    })
}

/// The moment of a text in a pattern of `MySQL`: years, months, days and times in digits.
pub(super) fn parse_mysql(text: &str, pattern: &str) -> Option<i64> {
    let (mut date, mut clock, mut fraction) = ([1970, 1, 1], [0_u8; 3], 0_i64);
    let (mut rest, mut letters) = (text, pattern.chars());
    while let Some(letter) = letters.next() {
        if letter != '%' {
            rest = rest.strip_prefix(letter)?;
            continue;
        }
        let letter = letters.next()?;
        let longest = match letter {
            'Y' => 4,
            'f' => 6,
            _ => 2,
        };
        let count = rest
            .bytes()
            .take_while(u8::is_ascii_digit)
            .count()
            .min(longest);
        let (digits, after) = rest.split_at(count);
        rest = after;
        match letter {
            'Y' => date[0] = digits.parse().ok()?,
            'm' | 'c' => date[1] = digits.parse().ok()?,
            'd' | 'e' => date[2] = digits.parse().ok()?,
            'H' | 'k' => clock[0] = digits.parse().ok()?,
            'i' => clock[1] = digits.parse().ok()?,
            's' | 'S' => clock[2] = digits.parse().ok()?,
            'f' => fraction = format!("{digits:0<6}").parse::<i64>().ok()? / 1_000,
            _ => return None,
        }
    }
    let date = calendar(date[0], date[1], date[2]).filter(|_| rest.is_empty())?;
    let time = Time::from_hms(clock[0], clock[1], clock[2]).ok()?;
    let at = PrimitiveDateTime::new(date, time).assume_utc() + Duration::milliseconds(fraction);
    Some(millis(at))
}

pub(super) fn date_time(at: i64) -> Option<OffsetDateTime> {
    OffsetDateTime::from_unix_timestamp_nanos(i128::from(at) * 1_000_000).ok()
}

fn millis(at: OffsetDateTime) -> i64 {
    i64::try_from(at.unix_timestamp_nanos() / 1_000_000).unwrap_or(i64::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// 2026-03-31 13:05:09.042
    const AT: i64 = 1_774_962_309_042;

    #[test]
    fn texts_become_moments() {
        assert_eq!(parse_iso("2026-03-31T13:05:09.042Z"), Some(AT));
        assert_eq!(parse_iso("2026-03-31T15:05:09.042+02:00"), Some(AT));
        assert_eq!(parse_iso("2026-03-31"), Some(AT - 47_109_042));
        assert_eq!(parse_iso("yesterday"), None);
        assert_eq!(
            parse_mysql("31/03/2026 13:05", "%d/%m/%Y %H:%i"),
            Some(AT - 9_042)
        );
        assert_eq!(parse_mysql("31/03/2026 x", "%d/%m/%Y"), None);
    }

    #[test]
    fn moments_become_texts() {
        let text = joda(AT, "yyyy-MM-dd'T'HH:mm:ss.SSS EEE MMM h a");
        assert_eq!(
            text.as_deref(),
            Some("2026-03-31T13:05:09.042 Tue Mar 1 PM")
        );
        assert_eq!(joda(AT, "Q"), None);
        assert_eq!(
            mysql(AT, "%Y-%m-%d %H:%i:%s 100%%").as_deref(),
            Some("2026-03-31 13:05:09 100%")
        );
    }

    #[test]
    fn a_month_later_is_at_most_the_last_of_the_month() {
        let april = later("month", 1, AT);
        assert_eq!(
            april.and_then(|at| joda(at, "yyyy-MM-dd")).as_deref(),
            Some("2026-04-30")
        );
        assert_eq!(between("month", AT, AT + 29 * 86_400_000), Some(0));
        assert_eq!(between("month", AT, AT + 31 * 86_400_000), Some(1));
        assert_eq!(between("day", AT, AT - 86_400_001), Some(-1));
        assert_eq!(between("fortnight", AT, AT), None);
    }
}
