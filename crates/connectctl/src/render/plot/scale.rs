//! Round numbers along an axis.

/// About how many parts an axis has.
const PARTS: f64 = 5.0;

/// An axis from one round number to another.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Scale {
    pub(super) from: f64,
    pub(super) to: f64,
    pub(super) ticks: Vec<f64>,
    decimals: usize,
}

// === impl Scale ===

impl Scale {
    /// An axis that holds both numbers.
    pub(super) fn over(from: f64, to: f64) -> Self {
        let span = if to > from { to - from } else { 1.0 };
        Self::by(from, from + span, round_step(span / PARTS))
    }

    /// An axis that holds both numbers, with these steps.
    pub(super) fn by(from: f64, to: f64, step: f64) -> Self {
        let (first, last) = ((from / step).floor(), (to / step).ceil());
        let mut ticks = vec![first];
        while ticks.last().is_some_and(|tick| *tick < last) {
            ticks.push(ticks[ticks.len() - 1] + 1.0);
        }
        Self {
            from: first * step,
            to: last * step,
            ticks: ticks.into_iter().map(|tick| tick * step).collect(),
            decimals: decimals(step),
        }
    }

    /// How far along the axis a value is: 0 at its beginning, 1 at its end.
    pub(super) fn part(&self, value: f64) -> f64 {
        (value - self.from) / (self.to - self.from)
    }

    /// A tick in words, with commas between thousands.
    pub(super) fn label(&self, value: f64) -> String {
        grouped(&format!("{value:.*}", self.decimals))
    }
}

/// The next of 1, 2, 2.5 and 5 and their tens.
fn round_step(rough: f64) -> f64 {
    let ten = 10_f64.powf(rough.log10().floor());
    let step = [1.0, 2.0, 2.5, 5.0, 10.0]
        .into_iter()
        .find(|step| step * ten >= rough * 0.999);
    step.unwrap_or(10.0) * ten
}

fn decimals(step: f64) -> usize {
    (0..6)
        .find(|digits| {
            let scaled = step * 10_f64.powi(*digits);
            (scaled - scaled.round()).abs() < 1e-6
        })
        .map_or(6, |digits| usize::try_from(digits).unwrap_or_default())
}

/// `12,345.5`
pub(super) fn grouped(number: &str) -> String {
    let (whole, rest) = match number.find('.') {
        Some(at) => number.split_at(at),
        None => (number, ""),
    };
    let (sign, digits) = match whole.strip_prefix('-') {
        Some(digits) => ("-", digits),
        None => ("", whole),
    };
    let mut said = String::new();
    for (n, digit) in digits.chars().enumerate() {
        if n > 0 && (digits.len() - n) % 3 == 0 {
            said.push(',');
        }
        said.push(digit);
    }
    format!("{sign}{said}{rest}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_axis_has_round_numbers_that_hold_its_values() {
        let labels = |from, to| {
            let scale = Scale::over(from, to);
            scale
                .ticks
                .iter()
                .map(|tick| scale.label(*tick))
                .collect::<Vec<_>>()
        };
        assert_eq!(labels(0.0, 100.0), ["0", "20", "40", "60", "80", "100"]);
        assert_eq!(
            labels(0.0, 12_345.0),
            ["0", "2,500", "5,000", "7,500", "10,000", "12,500"]
        );
        assert_eq!(labels(-5.0, 5.0), ["-6", "-4", "-2", "0", "2", "4", "6"]);
        assert_eq!(Scale::by(-5.0, 5.0, 1.0).ticks.len(), 11);
        assert_eq!(labels(0.0, 0.7), ["0.0", "0.2", "0.4", "0.6", "0.8"]);
        assert_eq!(labels(0.0, 0.0).first().unwrap(), "0.0");
    }
}
