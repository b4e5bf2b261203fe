//! Lengths of time on the command line.

use std::time::Duration;

/// Reads `90`, `90s`, `10m` or `2h`.
pub(super) fn parse(text: &str) -> Result<Duration, String> {
    let digits = text.trim_end_matches(|c: char| c.is_ascii_alphabetic());
    let unit_seconds = match &text[digits.len()..] {
        "" | "s" => 1,
        "m" => 60,
        "h" => 60 * 60,
        _ => return Err("the units are s, m and h".to_owned()),
    };
    let count: u64 = digits
        .parse()
        .map_err(|_| "write it as 90s, 10m or 2h".to_owned())?;
    let seconds = count
        .checked_mul(unit_seconds)
        .filter(|seconds| *seconds <= SECONDS_MAX);
    seconds
        .map(Duration::from_secs)
        .ok_or_else(|| "that is more than a year".to_owned())
}

const SECONDS_MAX: u64 = 366 * 24 * 60 * 60;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spans_are_read_in_seconds_minutes_and_hours() {
        for (text, seconds) in [
            ("90", 90),
            ("90s", 90),
            ("10m", 600),
            ("2h", 7200),
            ("0", 0),
        ] {
            assert_eq!(parse(text), Ok(Duration::from_secs(seconds)), "{text}");
        }
        for text in ["", "m", "-1s", "1d", "1.5h", "99999999999h", "10 m"] {
            assert!(parse(text).is_err(), "{text}");
        }
    }
}
