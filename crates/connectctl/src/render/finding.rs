//! Findings, one below another.

use control_api::v1 as pb;

use super::{Page, Tone, page::prefixed};

/// Each finding with its place and its remedy.
pub(crate) fn findings(findings: &[pb::Finding]) -> Page {
    let mut page = Page::new();
    for finding in findings {
        let place = place(finding);
        // What is wrong with the world, and with no file, has no place.
        let place = if place.is_empty() {
            place
        } else {
            place + ": "
        };
        page.line(format!("{place}{} [{}]", finding.message, finding.rule));
        if !finding.remedy.is_empty() {
            page.say(Tone::Faint, format!("  remedy: {}", finding.remedy));
        }
    }
    page
}

fn place(finding: &pb::Finding) -> String {
    let pb::Finding {
        file,
        line,
        column,
        path,
        ..
    } = finding;
    let place = if *line > 0 {
        format!("{file}:{line}:{column}")
    } else {
        file.clone()
    };
    let between = if place.is_empty() { "" } else { " " };
    place + &prefixed(between, path)
}
