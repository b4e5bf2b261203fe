//! Lines, dots and words as SVG, with colours for a light and a dark page.

use std::fmt::Write as _;

/// A picture on its way.
#[derive(Debug)]
pub(super) struct Svg {
    text: String,
}

const STYLE: &str = "\
<style>
text { font: 12px system-ui, sans-serif; fill: #57606a }
.title { font-size: 15px; font-weight: 600; fill: #1f2328 }
.head { font-weight: 600; fill: #1f2328 }
.mid { text-anchor: middle }
.end { text-anchor: end }
.grid { stroke: #d0d7de; stroke-width: 1 }
.measured { fill: none; stroke: #0969da; stroke-width: 2 }
.limit { fill: none; stroke: #bc4c00; stroke-width: 1.5; stroke-dasharray: 5 4 }
.measured-name { fill: #0969da }
.limit-name { fill: #bc4c00 }
circle { fill: #0969da }
.page { fill: #ffffff }
@media (prefers-color-scheme: dark) {
text { fill: #9198a1 }
.title, .head { fill: #f0f6fc }
.grid { stroke: #3d444d }
.measured { stroke: #4493f8 }
.limit { stroke: #f0883e }
.measured-name, circle { fill: #4493f8 }
.limit-name { fill: #f0883e }
.page { fill: #0d1117 }
}
</style>
";

// === impl Svg ===

impl Svg {
    pub(super) fn new(width: f64, height: f64) -> Self {
        let text = format!(
            "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {width} {height}\" \
             width=\"{width}\" height=\"{height}\" role=\"img\">\n{STYLE}\
             <rect class=\"page\" width=\"{width}\" height=\"{height}\"/>\n"
        );
        Self { text }
    }

    /// What the picture shows: over it, and for those who cannot see it.
    pub(super) fn title(&mut self, title: &str) {
        self.say(&format!("<title>{}</title>", escaped(title)));
        self.text("title", 16.0, 28.0, title);
    }

    pub(super) fn text(&mut self, class: &str, x: f64, y: f64, text: &str) {
        let text = escaped(text);
        self.say(&format!(
            "<text class=\"{class}\" x=\"{x:.1}\" y=\"{y:.1}\">{text}</text>"
        ));
    }

    pub(super) fn line(&mut self, class: &str, (x1, y1): (f64, f64), (x2, y2): (f64, f64)) {
        self.say(&format!(
            "<line class=\"{class}\" x1=\"{x1:.1}\" y1=\"{y1:.1}\" x2=\"{x2:.1}\" y2=\"{y2:.1}\"/>"
        ));
    }

    /// A line through these places.
    pub(super) fn path(&mut self, class: &str, places: &[(f64, f64)]) {
        let mut steps = String::new();
        for (n, (x, y)) in places.iter().enumerate() {
            let verb = if n == 0 { 'M' } else { 'L' };
            write!(steps, "{verb}{x:.1} {y:.1}").expect("a String takes every write");
        }
        self.say(&format!("<path class=\"{class}\" d=\"{steps}\"/>"));
    }

    pub(super) fn dot(&mut self, (x, y): (f64, f64)) {
        self.say(&format!("<circle cx=\"{x:.1}\" cy=\"{y:.1}\" r=\"3\"/>"));
    }

    pub(super) fn finish(self) -> String {
        self.text + "</svg>\n"
    }

    fn say(&mut self, line: &str) {
        self.text.push_str(line);
        self.text.push('\n');
    }
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;")
        .replace('<', "&lt;")
        .replace('>', "&gt;")
}
