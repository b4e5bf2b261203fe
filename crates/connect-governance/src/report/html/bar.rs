//! How many findings there are of each severity, as one bar.

use std::fmt::Write as _;

use crate::{Assessment, Severity};

/// The bar is so wide in its own measure, whatever its width on the page.
const WIDTH: usize = 1_000;
const HEIGHT: usize = 14;
/// So wide at least is what is there at all.
const LEAST: usize = 8;

/// A bar whose parts are as wide as there are findings of each severity. Where nothing was found it is
/// one part.
pub(super) fn bar(it: &Assessment) -> String {
    let mut svg = String::new();
    let label = label(it);
    let _ = writeln!(
        svg,
        "<svg class=\"bar\" viewBox=\"0 0 {WIDTH} {HEIGHT}\" preserveAspectRatio=\"none\" role=\"img\" \
         aria-label=\"{label}\">"
    );
    let mut left = 0;
    for (word, width) in parts(it) {
        let _ = writeln!(
            svg,
            "<rect class=\"{word}\" x=\"{left}\" y=\"0\" width=\"{width}\" height=\"{HEIGHT}\"/>"
        );
        left += width;
    }
    svg.push_str("</svg>\n");
    svg
}

/// The widths add up to that of the bar: the widest takes what rounding leaves.
fn parts(it: &Assessment) -> Vec<(&'static str, usize)> {
    let all = it.findings.len();
    if all == 0 {
        return vec![("none", WIDTH)];
    }
    let there = Severity::ALL
        .iter()
        .filter(|severity| it.count(**severity) > 0);
    let width = |severity: &Severity| (it.count(*severity) * WIDTH / all).max(LEAST);
    let mut parts: Vec<(&str, usize)> = there
        .map(|severity| (severity.as_str(), width(severity)))
        .collect();
    let others: usize = parts.iter().map(|(_, width)| width).sum();
    if let Some((_, widest)) = parts.iter_mut().max_by_key(|(_, width)| *width) {
        *widest = (*widest + WIDTH).saturating_sub(others);
    }
    parts
}

fn label(it: &Assessment) -> String {
    let there = Severity::ALL
        .iter()
        .filter(|severity| it.count(**severity) > 0);
    let told: Vec<String> = there
        .map(|severity| format!("{} {severity}", it.count(*severity)))
        .collect();
    if told.is_empty() {
        "no findings".to_owned()
    } else {
        told.join(", ")
    }
}
