//! What came of work on flows.

use control_api::v1::{self as pb, job};

use super::{Page, Tone, counted};

/// So many flows and modules.
pub(crate) fn flows(count: usize) -> String {
    match count {
        1 => "1 flow or module".to_owned(),
        _ => format!("{count} flows and modules"),
    }
}

/// What was exported, and which references could not be named.
pub(super) fn exported(result: &pb::ExportFlowsResult) -> Page {
    let flows = flows(result.references.len());
    let mut page = Page::of(Tone::Strong, &format!("Exported: {flows}"));
    page.line(format!("  {}", result.bundle));
    page.append(references(&result.references));
    page
}

/// What was deployed, or would be.
pub(super) fn deployed(job: &pb::Job, result: &pb::DeployFlowsResult) -> Page {
    if !result.steps.is_empty() {
        let steps = counted(result.steps.len(), "step");
        let mut page = Page::of(Tone::Strong, &format!("A deploy would take {steps}:"));
        for step in &result.steps {
            page.line(format!("  {step}"));
        }
        page.append(references(&result.references));
        return page;
    }
    let changes = counted(
        usize::try_from(result.changes).unwrap_or_default(),
        "change",
    );
    let is_done = job.state() == job::State::Succeeded;
    let (tone, headline) = match (is_done, result.changes) {
        (true, 0) => (
            Tone::Good,
            "All is as the bundle has it; 0 changes.".to_owned(),
        ),
        (true, _) => (Tone::Good, format!("Deployed; {changes}.")),
        (false, _) => (Tone::Bad, format!("Not all is deployed; {changes}.")),
    };
    let mut page = Page::of(tone, &headline);
    page.append(references(&result.references));
    if !result.before.is_empty() {
        page.append(way_back(job, ""));
    }
    page
}

/// How to put back what was there before a deploy or a release. The job knows every place where it wrote.
pub(super) fn way_back(job: &pb::Job, order: &str) -> Page {
    let mut page = Page::new();
    page.gap();
    page.line(format!("What was there before can be put back{order}:"));
    page.line(format!("  connectctl flow rollback --release {}", job.uid));
    page
}

/// What was put back.
pub(super) fn rolled_back(is_done: bool, result: &pb::RollBackFlowsResult) -> Page {
    let changes = counted(
        usize::try_from(result.changes).unwrap_or_default(),
        "change",
    );
    let mut page = if is_done {
        Page::of(
            Tone::Good,
            &format!("What was there before is back; {changes}."),
        )
    } else {
        Page::of(Tone::Bad, &format!("Not all is back as it was; {changes}."))
    };
    page.append(notes(None, &result.notes));
    page
}

/// What cannot be put back.
pub(super) fn notes(stop: Option<&str>, notes: &[String]) -> Page {
    let mut page = Page::new();
    for note in notes {
        page.gap();
        let of_stop = stop.map(|stop| format!("{stop}: ")).unwrap_or_default();
        page.say(Tone::Caution, format!("{of_stop}{note}"));
    }
    page
}

/// References that a rewrite does not reach, flow by flow.
pub(super) fn references(all: &[pb::FlowReferences]) -> Page {
    let mut page = Page::new();
    for flow in all {
        let kept = flow
            .unresolved
            .iter()
            .map(|it| (it, "has no name and stays as it is"));
        let brought = flow.dynamic.iter().map(|it| (it, "comes with the contact"));
        let plain = flow
            .soft
            .iter()
            .map(|it| (it, "is plain data and stays as it is"));
        let told: Vec<_> = kept.chain(brought).chain(plain).collect();
        if told.is_empty() {
            continue;
        }
        page.gap();
        page.say(Tone::Caution, flow.thing.clone());
        for (reference, why) in told {
            page.line(format!(
                "  {} in `{}`: {why}",
                reference.value, reference.action
            ));
        }
    }
    page
}
