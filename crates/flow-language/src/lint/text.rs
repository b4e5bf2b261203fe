//! Findings as people read them.

use std::fmt::Write as _;

use crate::{
    bundle::ItemName,
    lint::finding::{Finding, Summary},
};

/// Findings as people read them: by flow, with a line that sums them up.
pub fn text(findings: &[Finding]) -> String {
    let mut text = String::new();
    let mut flow = None;
    for finding in findings {
        let next = finding.flow.as_ref();
        if let Some(ItemName { role, name }) = next.filter(|_| flow != Some(next)) {
            let gap = if flow.is_some() { "\n" } else { "" };
            let _infallible = writeln!(text, "{gap}{name} ({})", role.as_str());
        }
        flow = Some(next);
        write_finding(&mut text, finding);
    }
    if !findings.is_empty() {
        text.push('\n');
    }
    text.push_str(&Summary::of(findings).to_string());
    text.push('\n');
    text
}

fn write_finding(text: &mut String, finding: &Finding) {
    let Finding {
        code,
        severity,
        message,
        remedy,
        ..
    } = finding;
    let place = place(finding);
    let _infallible = writeln!(
        text,
        "  {:<7} {place}: {message} [{code}]\n          {remedy}",
        severity.as_str()
    );
}

/// The block as people see it, then where it stands on the canvas, else in the document.
fn place(finding: &Finding) -> String {
    let path = if finding.path.is_empty() {
        "/"
    } else {
        &finding.path
    };
    let Some(block) = &finding.block else {
        return path.to_owned();
    };
    match finding.position {
        Some(position) => format!("{block} at {:.0},{:.0}", position.x, position.y),
        None => format!("{block} ({path})"),
    }
}

impl std::fmt::Display for Summary {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let counted = |count: usize, noun: &str| {
            let plural = if count == 1 { "" } else { "s" };
            format!("{count} {noun}{plural}")
        };
        write!(
            f,
            "{}, {}, {}",
            counted(self.errors, "error"),
            counted(self.warnings, "warning"),
            counted(self.notes, "note")
        )
    }
}
