//! What came of an export.

use control_api::v1 as pb;

use super::{Page, Tone, finding};

/// What stands in the spec, what does not, and what a person has to do.
pub(super) fn exported(subject: &str, export: &pb::ExportResult) -> Page {
    let alias = subject.rsplit('/').next().unwrap_or(subject);
    let mut page = Page::of(Tone::Strong, &format!("Exported: {alias}"));
    let row = |(section, count): (&String, &i32)| [section.clone(), count.to_string()];
    page.table(&export.entries.iter().map(row).collect::<Vec<_>>());
    if !export.unsaid.is_empty() {
        page.gap();
        page.say(Tone::Caution, "Not in the spec");
    }
    for unsaid in &export.unsaid {
        page.line(format!("  {}", unsaid.thing));
        page.line(format!("      {}", unsaid.why));
        page.say(Tone::Faint, format!("      {}", unsaid.remedy));
    }
    if !export.findings.is_empty() {
        page.gap();
        page.say(
            Tone::Bad,
            "To be mended in the spec before it can be planned",
        );
        page.append(finding::findings(&export.findings));
    }
    page
}
