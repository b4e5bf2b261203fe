//! What came of an import.

use std::collections::BTreeMap;

use terraform_import::{Import, REMOVED, SPEC};

use super::{Page, Tone, counted};

/// What was written, what stays, and what a person has to do.
pub(crate) fn imported(import: &Import, folder: &str) -> Page {
    let report = &import.report;
    let mut page = Page::of(Tone::Strong, &format!("Taken over: {}", report.alias));
    let mut sections: BTreeMap<&str, usize> = BTreeMap::new();
    for taken in &report.taken {
        *sections.entry(taken.section).or_default() += 1;
    }
    let row = |(section, count): (&str, usize)| [section.to_owned(), count.to_string()];
    page.table(&sections.into_iter().map(row).collect::<Vec<_>>());
    let left = report
        .left
        .iter()
        .map(|left| (&left.address, &left.why, &left.remedy));
    listed(&mut page, Tone::Caution, "Not taken over", left);
    let notes = report
        .notes
        .iter()
        .map(|note| (&note.address, &note.message, &note.remedy));
    listed(&mut page, Tone::Plain, "To be known", notes);
    let findings = report.findings.iter();
    let places: Vec<_> = findings
        .clone()
        .map(|finding| finding.place.to_string())
        .collect();
    let rows = findings
        .zip(&places)
        .map(|(finding, place)| (place, &finding.message, &finding.remedy));
    listed(
        &mut page,
        Tone::Bad,
        "To be mended in the spec before it can be planned",
        rows,
    );
    page.gap();
    let files = counted(import.files.len(), "file");
    page.say(Tone::Good, format!("Wrote {files} to {folder}"));
    let at = |name: &str| format!("{}/{name}", folder.trim_end_matches('/'));
    page.line(format!("  connectctl plan -f {}", at(SPEC)));
    if import.files.contains_key(REMOVED) {
        page.line(format!(
            "  terraform plan, with {} in its configuration",
            at(REMOVED)
        ));
    }
    page
}

fn listed<'r>(
    page: &mut Page,
    tone: Tone,
    headline: &str,
    rows: impl Iterator<Item = (&'r String, &'r String, &'r String)>,
) {
    for (index, (address, what, remedy)) in rows.enumerate() {
        if index == 0 {
            page.gap();
            page.say(tone, headline);
        }
        let address = if address.is_empty() {
            "the file"
        } else {
            address
        };
        page.line(format!("  {address}"));
        page.line(format!("      {what}"));
        page.say(Tone::Faint, format!("      {remedy}"));
    }
}
