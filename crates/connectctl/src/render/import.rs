//! What came of an import.

use terraform_import::{Import, REMOVED, SPEC, Voice};

use super::{Page, Tone, counted};

/// What was written, what stays, and what a person has to do.
pub(crate) fn imported(import: &Import, folder: &str) -> Page {
    let mut page = Page::new();
    for (voice, line) in import.report.lines() {
        if line.is_empty() {
            page.gap();
        } else {
            page.say(tone(voice), line);
        }
    }
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

fn tone(voice: Voice) -> Tone {
    match voice {
        Voice::Headline => Tone::Strong,
        Voice::Plain => Tone::Plain,
        Voice::Caution => Tone::Caution,
        Voice::Wrong => Tone::Bad,
        Voice::Remedy => Tone::Faint,
    }
}
