//! Times and spans.

use std::time::Duration;

use prost_types::Timestamp;

/// `02:31:07Z`, or blanks of the same length.
pub(crate) fn clock(time: Option<&Timestamp>) -> String {
    let time = time.map(Timestamp::to_string).unwrap_or_default();
    time.get(11..19)
        .map_or_else(|| " ".repeat(9), |clock| format!("{clock}Z"))
}

/// `2026-11-22 02:31:07Z`, or nothing.
pub(crate) fn moment(time: Option<&Timestamp>) -> String {
    let text = time.map(Timestamp::to_string).unwrap_or_default();
    match text.get(..10) {
        Some(day) => format!("{day} {}", clock(time)),
        None => String::new(),
    }
}

/// A span with the two units that matter: `0.4 s`, `12 s`, `1 min 4 s`, `2 h 5 min`.
pub(crate) fn span(span: Duration) -> String {
    let seconds = span.as_secs();
    match seconds {
        0..10 => format!("{:.1} s", span.as_secs_f64()),
        10..60 => format!("{seconds} s"),
        60..3600 => format!("{} min {} s", seconds / 60, seconds % 60),
        _ => format!("{} h {} min", seconds / 3600, seconds % 3600 / 60),
    }
}

/// A span of the wire.
pub(crate) fn wire_span(wire: Option<&prost_types::Duration>) -> String {
    span(
        wire.and_then(|wire| Duration::try_from(*wire).ok())
            .unwrap_or_default(),
    )
}

/// How long it was from one time to another, when both are known and in order.
pub(crate) fn between(start: Option<&Timestamp>, end: Option<&Timestamp>) -> Option<Duration> {
    let nanos = |time: &Timestamp| i128::from(time.seconds) * NANOS + i128::from(time.nanos);
    let passed = u64::try_from(nanos(end?) - nanos(start?)).ok()?;
    Some(Duration::from_nanos(passed))
}

const NANOS: i128 = 1_000_000_000;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spans_are_said_with_the_units_that_matter() {
        for (millis, said) in [
            (0, "0.0 s"),
            (1_250, "1.2 s"),
            (59_999, "59 s"),
            (64_000, "1 min 4 s"),
            (7_500_000, "2 h 5 min"),
        ] {
            assert_eq!(span(Duration::from_millis(millis)), said);
        }
        assert_eq!(wire_span(None), "0.0 s");
    }

    #[test]
    fn times_are_said_in_utc_and_to_the_second() {
        let start = Timestamp {
            seconds: 1_700_000_000,
            nanos: 500_000_000,
        };
        let end = Timestamp {
            seconds: 1_700_000_064,
            nanos: 0,
        };
        assert_eq!(clock(Some(&start)), "22:13:20Z");
        assert_eq!(moment(Some(&start)), "2023-11-14 22:13:20Z");
        assert_eq!((clock(None).len(), moment(None)), (9, String::new()));
        assert_eq!(
            between(Some(&start), Some(&end)),
            Some(Duration::from_millis(63_500))
        );
        assert_eq!(between(Some(&end), Some(&start)), None);
    }
}
