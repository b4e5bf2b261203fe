//! Shapes and texts of SVG.

use std::fmt::Write as _;

/// Colours that people who see few colours tell apart (Okabe and Ito), the last for what is left.
const COLOURS: [&str; 8] = [
    "#0072b2", "#e69f00", "#009e73", "#cc79a7", "#56b4e9", "#d55e00", "#8c6bb1", "#9a9a9a",
];
const INK: &str = "#222222";
const FAINT: &str = "#6b6b6b";
const GRID: &str = "#e3e3e3";
/// About how wide a small and a large character is, as a part of the size of its text.
const SMALL_WIDTH: f64 = 0.57;
const LARGE_WIDTH: f64 = 0.72;
const LEGEND_SIZE: f64 = 12.0;

/// A picture that is being drawn.
#[derive(Debug)]
pub(super) struct Canvas {
    width: f64,
    height: f64,
    body: String,
}

/// Where a text stands.
#[derive(Clone, Copy, Debug)]
pub(super) enum Anchor {
    Start,
    Middle,
    End,
}

/// How a text looks.
#[derive(Clone, Copy, Debug)]
pub(super) struct Style {
    pub(super) size: f64,
    pub(super) anchor: Anchor,
    pub(super) is_faint: bool,
    pub(super) is_bold: bool,
}

/// The colour of a series.
pub(super) fn colour(series: usize) -> &'static str {
    COLOURS[series.min(COLOURS.len() - 1)]
}

// === impl Style ===

impl Style {
    /// A small text beside an axis.
    pub(super) fn axis(anchor: Anchor) -> Self {
        Self {
            size: 12.0,
            anchor,
            is_faint: true,
            is_bold: false,
        }
    }

    fn plain(size: f64) -> Self {
        Self {
            size,
            anchor: Anchor::Start,
            is_faint: false,
            is_bold: false,
        }
    }
}

// === impl Canvas ===

impl Canvas {
    /// A white canvas with a title, and what is shown below it.
    pub(super) fn new((width, height): (f64, f64), title: &str, about: &str) -> Self {
        let mut canvas = Self {
            width,
            height,
            body: String::new(),
        };
        canvas.rect((0.0, 0.0), (width, height), "#ffffff");
        let headline = Style {
            is_bold: true,
            ..Style::plain(18.0)
        };
        canvas.text((24.0, 32.0), title, headline);
        let below = Style {
            is_faint: true,
            ..Style::plain(13.0)
        };
        canvas.text((24.0, 52.0), about, below);
        canvas
    }

    pub(super) fn rect(&mut self, (x, y): (f64, f64), (width, height): (f64, f64), fill: &str) {
        let _ = writeln!(
            self.body,
            r#"<rect x="{x:.1}" y="{y:.1}" width="{width:.1}" height="{height:.1}" fill="{fill}"/>"#
        );
    }

    /// A bar that says what it is to who points at it.
    pub(super) fn told_rect(
        &mut self,
        (x, y): (f64, f64),
        (width, height): (f64, f64),
        fill: &str,
        told: &str,
    ) {
        let told = escaped(told);
        let _ = writeln!(
            self.body,
            r#"<rect x="{x:.1}" y="{y:.1}" width="{width:.1}" height="{height:.1}" fill="{fill}"><title>{told}</title></rect>"#
        );
    }

    /// A line of the grid.
    pub(super) fn rule(&mut self, from: (f64, f64), to: (f64, f64), is_axis: bool) {
        let stroke = if is_axis { FAINT } else { GRID };
        let ((x1, y1), (x2, y2)) = (from, to);
        let _ = writeln!(
            self.body,
            r#"<line x1="{x1:.1}" y1="{y1:.1}" x2="{x2:.1}" y2="{y2:.1}" stroke="{stroke}"/>"#
        );
    }

    pub(super) fn path(&mut self, points: &[(f64, f64)], stroke: &str) {
        let points: Vec<_> = points
            .iter()
            .map(|(x, y)| format!("{x:.1},{y:.1}"))
            .collect();
        let points = points.join(" ");
        let _ = writeln!(
            self.body,
            r#"<polyline points="{points}" fill="none" stroke="{stroke}" stroke-width="2" stroke-linejoin="round"/>"#
        );
    }

    pub(super) fn dot(&mut self, (x, y): (f64, f64), fill: &str, told: &str) {
        let told = escaped(told);
        let _ = writeln!(
            self.body,
            r#"<circle cx="{x:.1}" cy="{y:.1}" r="3" fill="{fill}"><title>{told}</title></circle>"#
        );
    }

    pub(super) fn text(&mut self, (x, y): (f64, f64), text: &str, style: Style) {
        let anchor = match style.anchor {
            Anchor::Start => "start",
            Anchor::Middle => "middle",
            Anchor::End => "end",
        };
        let (fill, size, text) = (
            if style.is_faint { FAINT } else { INK },
            style.size,
            escaped(text),
        );
        let weight = if style.is_bold {
            r#" font-weight="600""#
        } else {
            ""
        };
        let _ = writeln!(
            self.body,
            r#"<text x="{x:.1}" y="{y:.1}" font-size="{size}" text-anchor="{anchor}" fill="{fill}"{weight}>{text}</text>"#
        );
    }

    /// Names of series with their colours, from left to right, in as many rows as it takes; where it ends.
    pub(super) fn legend(&mut self, names: &[&str], top: f64) -> f64 {
        const SWATCH: f64 = 12.0;
        const ROW: f64 = 20.0;
        let (mut x, mut y) = (24.0, top);
        for (n, name) in names.iter().enumerate() {
            let name = cut(name, 32);
            let width = SWATCH + 6.0 + length(&name, LEGEND_SIZE) + 18.0;
            if x + width > self.width - 24.0 && x > 24.0 {
                (x, y) = (24.0, y + ROW);
            }
            self.rect((x, y - 10.0), (SWATCH, SWATCH), colour(n));
            self.text((x + SWATCH + 6.0, y), &name, Style::plain(LEGEND_SIZE));
            x += width;
        }
        y + ROW
    }

    /// A word in the place of what is not there.
    pub(super) fn nothing(&mut self) {
        let style = Style::axis(Anchor::Middle);
        let middle = (self.width / 2.0, self.height / 2.0);
        self.text(middle, "no rows in these days", style);
    }

    pub(super) fn into_svg(self, title: &str) -> String {
        let Self {
            width,
            height,
            body,
        } = self;
        let title = escaped(title);
        format!(
            r#"<svg xmlns="http://www.w3.org/2000/svg" width="{width:.0}" height="{height:.0}" viewBox="0 0 {width:.0} {height:.0}" font-family="system-ui, 'Segoe UI', Helvetica, Arial, sans-serif" role="img">
<title>{title}</title>
{body}</svg>
"#
        )
    }
}

/// About how long a text is.
pub(super) fn length(text: &str, size: f64) -> f64 {
    let width = |c: char| {
        if c.is_uppercase() {
            LARGE_WIDTH
        } else {
            SMALL_WIDTH
        }
    };
    text.chars().map(width).sum::<f64>() * size
}

/// A text with an end in sight.
pub(super) fn cut(text: &str, chars_max: usize) -> String {
    if text.chars().count() <= chars_max {
        return text.to_owned();
    }
    let kept: String = text.chars().take(chars_max - 1).collect();
    kept + "…"
}

/// Names are written by anybody.
fn escaped(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => escaped += "&amp;",
            '<' => escaped += "&lt;",
            '>' => escaped += "&gt;",
            '"' => escaped += "&quot;",
            c if c.is_control() => escaped.push('\u{fffd}'),
            c => escaped.push(c),
        }
    }
    escaped
}
