//! What differs from what is declared.

use control_api::v1 as pb;

use super::{Page, Tone};

/// As the daemon wrote it for people, each line in the tone of its sign.
pub(super) fn drift(drift: &pb::DriftResult) -> Page {
    let mut page = Page::new();
    let lines = drift.text.lines();
    lines.for_each(|line| page.say(tone(line), line));
    page
}

fn tone(line: &str) -> Tone {
    match line.trim_start().get(..2) {
        Some("- ") => Tone::Bad,
        Some("~ ") => Tone::Caution,
        _ => Tone::Plain,
    }
}
