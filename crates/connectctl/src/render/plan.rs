//! Plans.

use control_api::v1 as pb;

use super::{Page, Tone, counted, word};

/// A plan as the daemon wrote it for people, each line in the tone of its sign.
pub(super) fn plan(plan: &pb::Plan) -> Page {
    let mut page = Page::new();
    plan.text
        .lines()
        .for_each(|line| page.say(tone(line), line));
    if plan.text.is_empty() {
        steps(&mut page, plan);
    }
    if !plan.name.is_empty() {
        page.gap();
        page.say(Tone::Strong, format!("Kept as {}", plan.name));
    }
    page
}

/// The steps alone, for a daemon that wrote no text.
fn steps(page: &mut Page, plan: &pb::Plan) {
    if plan.steps.is_empty() {
        page.say(Tone::Good, "Nothing to do.");
    } else {
        page.say(
            Tone::Strong,
            format!("{} to do:", counted(plan.steps.len(), "step")),
        );
    }
    let row = |step: &pb::PlanStep| [word::verb(step.verb), step.id.clone()];
    page.table(&plan.steps.iter().map(row).collect::<Vec<_>>());
    plan.notes
        .iter()
        .for_each(|note| page.say(Tone::Caution, note));
}

fn tone(line: &str) -> Tone {
    match line.trim_start().get(..2) {
        Some("+ ") => Tone::Good,
        Some("- ") => Tone::Bad,
        Some("~ ") => Tone::Caution,
        _ => Tone::Plain,
    }
}
