//! A measured quantity.

use std::fmt;

/// What a figure counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Unit {
    Milliseconds,
    Seconds,
    Mebibytes,
    Percent,
    /// Things; the row says which.
    Count,
}

/// What came out when something was measured, once or several times.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Figure {
    unit: Unit,
    /// In order, and never empty.
    values: Vec<f64>,
}

// === impl Unit ===

impl Unit {
    /// How it is written behind a number; empty for a count.
    pub(super) fn sign(self) -> &'static str {
        match self {
            Self::Milliseconds => "ms",
            Self::Seconds => "s",
            Self::Mebibytes => "MiB",
            Self::Percent => "%",
            Self::Count => "",
        }
    }

    /// A number of this unit for people, with three digits that count; a count has all its digits.
    pub(super) fn with(self, value: f64) -> String {
        let text = match self {
            Self::Count => format!("{value:.0}"),
            _ => digits(value),
        };
        format!("{text} {}", self.sign()).trim_end().to_owned()
    }
}

// === impl Figure ===

impl Figure {
    /// Measured once.
    pub(super) fn once(unit: Unit, value: f64) -> Self {
        let values = vec![value];
        Self { unit, values }
    }

    /// Measured several times, at least once.
    pub(super) fn of(unit: Unit, mut values: Vec<f64>) -> Self {
        assert!(!values.is_empty(), "a figure was measured at least once");
        values.sort_by(f64::total_cmp);
        Self { unit, values }
    }

    /// So many things.
    pub(super) fn count(things: usize) -> Self {
        #[expect(clippy::cast_precision_loss, reason = "counts here are far below 2^52")]
        Self::once(Unit::Count, things as f64)
    }

    /// So many things, as a share of others. None where there are no others.
    pub(super) fn share(things: usize, others: usize) -> Option<Self> {
        #[expect(clippy::cast_precision_loss, reason = "counts here are far below 2^52")]
        let share =
            |others: usize| Self::once(Unit::Percent, things as f64 / others as f64 * 100.0);
        (others > 0).then(|| share(others))
    }

    /// A size in bytes.
    pub(super) fn bytes(bytes: u64) -> Self {
        #[expect(clippy::cast_precision_loss, reason = "three digits are shown")]
        Self::once(Unit::Mebibytes, bytes as f64 / f64::from(1 << 20))
    }

    /// How many times another figure this one is, by the medians. None where the other is zero.
    pub(super) fn ratio_to(&self, other: &Self) -> Option<f64> {
        let other = other.median();
        (other > 0.0).then(|| self.median() / other)
    }

    pub(super) fn unit(&self) -> Unit {
        self.unit
    }

    /// How often it was measured.
    pub(super) fn runs(&self) -> usize {
        self.values.len()
    }

    /// The middle one; of an even number the mean of the two in the middle.
    pub(super) fn median(&self) -> f64 {
        let (low, high) = ((self.runs() - 1) / 2, self.runs() / 2);
        f64::midpoint(self.values[low], self.values[high])
    }

    pub(super) fn min(&self) -> f64 {
        self.values[0]
    }

    pub(super) fn max(&self) -> f64 {
        self.values[self.runs() - 1]
    }
}

/// The median with its unit.
impl fmt::Display for Figure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.unit.with(self.median()))
    }
}

/// A number with three digits that count, or all before the point; a small part has two.
pub(super) fn digits(value: f64) -> String {
    // By what is shown and not by the value, so that 9.999 becomes 10.0.
    if (0.0001..0.0995).contains(&value.abs()) {
        format!("{value:.4}").trim_end_matches('0').to_owned()
    } else if value.abs() < 9.995 {
        format!("{value:.2}")
    } else if value.abs() < 99.95 {
        format!("{value:.1}")
    } else {
        format!("{value:.0}")
    }
}

#[cfg(test)]
#[expect(clippy::float_cmp, reason = "halves and wholes are exact")]
mod tests {
    use super::*;

    #[test]
    fn the_median_is_the_middle_whatever_the_order() {
        let odd = Figure::of(Unit::Seconds, vec![9.0, 1.0, 4.0]);
        assert_eq!((odd.min(), odd.median(), odd.max()), (1.0, 4.0, 9.0));
        let even = Figure::of(Unit::Seconds, vec![4.0, 1.0, 9.0, 2.0]);
        assert_eq!((even.min(), even.median(), even.max()), (1.0, 3.0, 9.0));
        let once = Figure::once(Unit::Seconds, 7.0);
        assert_eq!((once.min(), once.median(), once.max()), (7.0, 7.0, 7.0));
    }

    #[test]
    fn one_outlier_does_not_move_the_median() {
        let figure = Figure::of(Unit::Milliseconds, vec![5.0, 5.0, 5.0, 900.0, 5.0]);
        assert_eq!(figure.median(), 5.0);
        assert_eq!(figure.runs(), 5);
    }

    #[test]
    #[should_panic(expected = "at least once")]
    fn a_figure_without_a_value_is_a_mistake() {
        Figure::of(Unit::Seconds, Vec::new());
    }

    #[test]
    fn three_digits_are_shown() {
        let shown = [
            0.0, 0.0051, 0.06, 0.1234, 1.0, 9.994, 9.999, 12.34, 99.96, 123.4, 12345.6,
        ]
        .map(digits);
        let wanted = [
            "0.00", "0.0051", "0.06", "0.12", "1.00", "9.99", "10.0", "12.3", "100", "123", "12346",
        ];
        assert_eq!(shown, wanted);
    }

    #[test]
    fn a_unit_stands_behind_its_number() {
        assert_eq!(Figure::bytes(3 << 19).to_string(), "1.50 MiB");
        assert_eq!(Figure::count(1000).to_string(), "1000");
        assert_eq!(Unit::Milliseconds.with(300.0), "300 ms");
    }

    #[test]
    fn a_share_is_told_in_percent_and_may_exceed_the_whole() {
        let shown = |things, others| Figure::share(things, others).map(|share| share.to_string());
        assert_eq!(shown(175, 338).as_deref(), Some("51.8 %"));
        assert_eq!(shown(357, 330).as_deref(), Some("108 %"));
        assert_eq!(shown(7, 0), None);
    }
}
