//! Curves over one axis, as a picture that a browser draws: SVG of our own, so that the same figures
//! give the same file.

mod scale;
mod svg;

use self::{scale::Scale, svg::Svg};

/// Panels below one another that share the axis along the bottom.
#[derive(Debug)]
pub(super) struct Plot {
    /// Where it is kept, from the root of the repository.
    pub(super) path: &'static str,
    /// What it shows, also for those who cannot see it.
    pub(super) title: String,
    /// What goes along the bottom, by powers of ten.
    pub(super) along: &'static str,
    pub(super) panels: Vec<Panel>,
}

/// Curves of one quantity.
#[derive(Debug)]
pub(super) struct Panel {
    /// The quantity, with its unit.
    pub(super) title: &'static str,
    pub(super) growth: Growth,
    pub(super) curves: Vec<Curve>,
}

/// How an axis grows.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Growth {
    /// By powers of ten.
    Tenfold,
    /// Evenly, between these two, with a line at each step of the third.
    Even(f64, f64, f64),
}

/// One curve.
#[derive(Debug)]
pub(super) struct Curve {
    pub(super) name: &'static str,
    pub(super) look: Look,
    pub(super) points: Vec<(f64, f64)>,
}

/// How a curve is drawn.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Look {
    /// What was measured: a line with a dot for each point.
    Measured,
    /// What it is held against: dashes.
    Limit,
}

const WIDTH: f64 = 720.0;
const LEFT: f64 = 76.0;
const RIGHT: f64 = 120.0;
const TOP: f64 = 44.0;
/// From the top of one panel to that of the next.
const PANEL: f64 = 176.0;
/// Of its own the curves have so much.
const HEIGHT: f64 = 128.0;
/// Of that, between the numbers of one panel and the title of the next.
const BETWEEN: f64 = 24.0;
const BOTTOM: f64 = 8.0;

// === impl Plot ===

impl Plot {
    /// The picture.
    pub(super) fn svg(&self) -> String {
        let last = self.panel_tops().last().copied().unwrap_or(TOP);
        let mut svg = Svg::new(WIDTH, last + PANEL - BETWEEN + BOTTOM);
        svg.title(&self.title);
        let across = Scale::tenfold(self.xs(), (LEFT, WIDTH - RIGHT));
        for (panel, top) in self.panels.iter().zip(self.panel_tops()) {
            panel.draw(&across, top, &mut svg);
            for tick in across.ticks() {
                svg.text("mid", across.at(tick), top + HEIGHT + 16.0, &told(tick));
            }
        }
        // Behind the last number, which is in the middle under its line.
        let end = WIDTH - RIGHT + 28.0;
        svg.text("start", end, last + HEIGHT + 16.0, self.along);
        svg.finish()
    }

    fn panel_tops(&self) -> Vec<f64> {
        let tops = std::iter::successors(Some(TOP + 24.0), |top| Some(top + PANEL));
        tops.take(self.panels.len()).collect()
    }

    fn xs(&self) -> impl Iterator<Item = f64> {
        let curves = self.panels.iter().flat_map(|panel| &panel.curves);
        curves.flat_map(|curve| curve.points.iter().map(|(x, _)| *x))
    }
}

// === impl Panel ===

impl Panel {
    fn draw(&self, across: &Scale, top: f64, svg: &mut Svg) {
        let span = (top + HEIGHT, top);
        let ys = self.curves.iter().flat_map(|curve| &curve.points);
        let up = match self.growth {
            Growth::Tenfold => Scale::tenfold(ys.map(|(_, y)| *y), span),
            Growth::Even(low, high, step) => Scale::even((low, high), step, span),
        };
        svg.text("head", LEFT, top - 10.0, self.title);
        for tick in up.ticks() {
            svg.line("grid", (LEFT, up.at(tick)), (WIDTH - RIGHT, up.at(tick)));
            svg.text("end", LEFT - 8.0, up.at(tick) + 4.0, &told(tick));
        }
        for tick in across.ticks() {
            let x = across.at(tick);
            svg.line("grid", (x, top), (x, top + HEIGHT));
        }
        let mut labels = Vec::new();
        for curve in &self.curves {
            let place = |(x, y): &(f64, f64)| (across.at(*x), up.at(*y));
            let places: Vec<_> = curve.points.iter().map(place).collect();
            curve.draw(&places, svg);
            labels.extend(places.last().map(|(_, y)| (*y, curve)));
        }
        label(labels, svg);
    }
}

// === impl Curve ===

impl Curve {
    fn draw(&self, places: &[(f64, f64)], svg: &mut Svg) {
        svg.path(self.look.class(), places);
        if self.look == Look::Measured {
            for place in places {
                svg.dot(*place);
            }
        }
    }
}

// === impl Look ===

impl Look {
    fn class(self) -> &'static str {
        match self {
            Self::Measured => "measured",
            Self::Limit => "limit",
        }
    }
}

/// The names of curves at their ends, one below the other where the ends are close.
fn label(mut labels: Vec<(f64, &Curve)>, svg: &mut Svg) {
    labels.sort_by(|(a, _), (b, _)| a.total_cmp(b));
    let mut free = f64::MIN;
    for (y, curve) in labels {
        let y = y.max(free);
        let class = format!("start {}-name", curve.look.class());
        svg.text(&class, WIDTH - RIGHT + 12.0, y + 4.0, curve.name);
        free = y + 15.0;
    }
}

/// A number at an axis, with commas between thousands.
fn told(value: f64) -> String {
    if value < 10.0 {
        let text = format!("{value:.2}");
        return text.trim_end_matches('0').trim_end_matches('.').to_owned();
    }
    let whole = format!("{value:.0}");
    let digits: Vec<_> = whole.chars().collect();
    let groups = digits.rchunks(3).rev().map(String::from_iter);
    groups.collect::<Vec<_>>().join(",")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn plot() -> Plot {
        let curve = |name, look, points: &[(f64, f64)]| Curve {
            name,
            look,
            points: points.to_vec(),
        };
        Plot {
            path: "docs/none.svg",
            title: "Time & calls".into(),
            along: "users",
            panels: vec![
                Panel {
                    title: "seconds",
                    growth: Growth::Tenfold,
                    curves: vec![
                        curve("took", Look::Measured, &[(10.0, 5.0), (1_000.0, 500.0)]),
                        curve("least", Look::Limit, &[(10.0, 5.0), (1_000.0, 490.0)]),
                    ],
                },
                Panel {
                    title: "ratio",
                    growth: Growth::Even(1.0, 1.06, 0.02),
                    curves: vec![curve(
                        "ratio",
                        Look::Measured,
                        &[(10.0, 1.0), (1_000.0, 1.03)],
                    )],
                },
            ],
        }
    }

    #[test]
    fn the_same_figures_give_the_same_picture() {
        assert_eq!(plot().svg(), plot().svg());
    }

    #[test]
    fn a_picture_has_every_curve_point_and_name() {
        let svg = plot().svg();
        assert!(
            svg.starts_with("<svg ") && svg.ends_with("</svg>\n"),
            "{svg}"
        );
        assert_eq!(svg.matches("<path ").count(), 3);
        assert_eq!(svg.matches("<circle ").count(), 4);
        for text in [
            "Time &amp; calls",
            ">users<",
            ">took<",
            ">least<",
            ">1,000<",
            ">1.02<",
        ] {
            assert!(svg.contains(text), "no {text} in {svg}");
        }
    }

    #[test]
    fn numbers_at_an_axis_are_short() {
        let told: Vec<_> = [1.0, 1.05, 10.0, 1_000.0, 10_000.0, 1_000_000.0]
            .map(told)
            .into();
        assert_eq!(told, ["1", "1.05", "10", "1,000", "10,000", "1,000,000"]);
    }
}
