//! How long a log group can keep lines.

/// The days that CloudWatch Logs takes.
const DAYS: &[u32] = &[
    1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1_096, 1_827, 2_192, 2_557,
    2_922, 3_288, 3_653,
];

/// The longest that CloudWatch Logs takes within so many days.
pub(super) fn retention_within(days: u32) -> u32 {
    let fitting = DAYS.iter().rev().find(|it| **it <= days);
    fitting.copied().unwrap_or(1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_that_the_service_does_not_take_are_rounded_down() {
        for (wanted, taken) in [
            (731, 731),
            (730, 545),
            (2, 1),
            (1, 1),
            (3_653, 3_653),
            (29, 14),
        ] {
            assert_eq!(retention_within(wanted), taken, "{wanted}");
        }
    }
}
