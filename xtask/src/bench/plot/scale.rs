//! From values to places on the picture.

/// An axis.
#[derive(Debug)]
pub(super) struct Scale {
    /// The values at the two ends, or their logarithms.
    from: f64,
    to: f64,
    /// Where the ends are.
    span: (f64, f64),
    ticks: Vec<f64>,
    is_tenfold: bool,
}

// === impl Scale ===

impl Scale {
    /// By powers of ten, from the one below all values to the one above. Values are over zero.
    pub(super) fn tenfold(values: impl Iterator<Item = f64>, span: (f64, f64)) -> Self {
        let logs: Vec<_> = values.map(f64::log10).collect();
        let from = logs.iter().copied().fold(f64::MAX, f64::min).floor();
        let to = logs.iter().copied().fold(f64::MIN, f64::max).ceil();
        let to = to.max(from + 1.0);
        let powers = std::iter::successors(Some(from), |log| Some(log + 1.0));
        let powers = powers.take_while(|log| *log <= to);
        Self {
            from,
            to,
            span,
            ticks: powers.map(|log| 10.0_f64.powf(log)).collect(),
            is_tenfold: true,
        }
    }

    /// Evenly, with a tick at each step.
    pub(super) fn even((from, to): (f64, f64), step: f64, span: (f64, f64)) -> Self {
        let ticks = (0_u8..).map(|n| from + f64::from(n) * step);
        // What is added up in steps may miss the end by a hair.
        let ticks = ticks.take_while(|tick| *tick <= to + step / 100.0);
        Self {
            from,
            to,
            span,
            ticks: ticks.collect(),
            is_tenfold: false,
        }
    }

    /// Where a value is.
    pub(super) fn at(&self, value: f64) -> f64 {
        let value = if self.is_tenfold {
            value.log10()
        } else {
            value
        };
        let part = (value - self.from) / (self.to - self.from);
        let (start, end) = self.span;
        start + part * (end - start)
    }

    /// Values that deserve a line.
    pub(super) fn ticks(&self) -> impl Iterator<Item = f64> {
        self.ticks.iter().copied()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn close(a: f64, b: f64) {
        assert!((a - b).abs() < 1e-9, "{a} and {b}");
    }

    #[test]
    fn powers_of_ten_are_evenly_apart() {
        let scale = Scale::tenfold([30.0, 9_000.0].into_iter(), (0.0, 300.0));
        assert_eq!(scale.ticks().count(), 4);
        close(scale.at(10.0), 0.0);
        close(scale.at(1_000.0), 200.0);
        close(scale.at(10_000.0), 300.0);
    }

    #[test]
    fn an_axis_may_run_upwards() {
        let scale = Scale::even((1.0, 1.06), 0.02, (100.0, 40.0));
        assert_eq!(scale.ticks().count(), 4);
        close(scale.at(1.0), 100.0);
        close(scale.at(1.03), 70.0);
    }

    #[test]
    fn one_value_still_has_an_axis() {
        let scale = Scale::tenfold([100.0].into_iter(), (0.0, 10.0));
        close(scale.at(100.0), 0.0);
        assert_eq!(scale.ticks().count(), 2);
    }
}
