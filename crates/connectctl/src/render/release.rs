//! What came of releases of flows.

use control_api::v1::{self as pb, flow_stop_result::Fate};

use super::{Page, Tone, counted, flow};

/// What was released, or would be, stop by stop.
pub(super) fn released(job: &pb::Job, result: &pb::ReleaseFlowsResult) -> Page {
    let is_looked = |stop: &pb::FlowStopResult| stop.fate() == Fate::Looked;
    if !result.stops.is_empty() && result.stops.iter().all(is_looked) {
        return looked(result);
    }
    let count = result.stops.len();
    let done = result.stops.iter().filter(|stop| stop.fate() == Fate::Done);
    let done = done.count();
    let changes = changes(&result.stops);
    let mut page = if done == count {
        let stops = counted(count, "stop");
        Page::of(Tone::Good, &format!("Released to {stops}; {changes}."))
    } else {
        let headline = format!("Released to {done} of {count} stops; {changes}.");
        Page::of(Tone::Bad, &headline)
    };
    page.line(format!("  {}", result.bundle));
    page.append(fates(&result.stops));
    // They are the same at every stop, but for names.
    if let Some(first) = result.stops.first() {
        page.append(flow::references(&first.references));
    }
    if result.stops.iter().any(|stop| !stop.before.is_empty()) {
        page.append(flow::way_back(job, ", the last stop first"));
    }
    page
}

/// What was put back, stop by stop.
pub(super) fn rolled_back(is_done: bool, result: &pb::RollBackReleaseResult) -> Page {
    let changes = changes(&result.stops);
    let mut page = if is_done {
        let headline = format!("What was there before is back; {changes}.");
        Page::of(Tone::Good, &headline)
    } else {
        Page::of(Tone::Bad, &format!("Not all is back as it was; {changes}."))
    };
    page.append(fates(&result.stops));
    for stop in &result.stops {
        page.append(flow::notes(Some(&name(stop)), &stop.notes));
    }
    page
}

fn looked(result: &pb::ReleaseFlowsResult) -> Page {
    let all = result.stops.iter().map(|stop| stop.steps.len()).sum();
    let steps = counted(all, "step");
    let mut page = Page::of(Tone::Strong, &format!("A release would take {steps}:"));
    for stop in &result.stops {
        page.gap();
        let steps = counted(stop.steps.len(), "step");
        page.say(Tone::Strong, format!("{}: {steps}", name(stop)));
        for step in &stop.steps {
            page.line(format!("  {step}"));
        }
    }
    if let Some(first) = result.stops.first() {
        page.append(flow::references(&first.references));
    }
    page
}

fn fates(stops: &[pb::FlowStopResult]) -> Page {
    let mut page = Page::new();
    page.gap();
    let width = stops.iter().map(|stop| name(stop).len()).max();
    let width = width.unwrap_or_default();
    for stop in stops {
        let (tone, fate) = fate(stop);
        page.say(tone, format!("  {:width$}  {fate}", name(stop)));
    }
    page
}

fn fate(stop: &pb::FlowStopResult) -> (Tone, String) {
    let changes = changes(std::slice::from_ref(stop));
    match stop.fate() {
        Fate::Done => (Tone::Good, format!("done, {changes}")),
        Fate::Refused => (Tone::Bad, "refused, nothing written".to_owned()),
        Fate::HalfDone => (Tone::Bad, format!("half done, {changes}")),
        Fate::Failed => (Tone::Bad, format!("failed, {changes}")),
        Fate::NeedsAttention => (Tone::Bad, format!("needs attention, {changes}")),
        Fate::Cancelled => (Tone::Caution, format!("cancelled, {changes}")),
        Fate::NotBegun => (Tone::Faint, "not begun".to_owned()),
        Fate::Looked => (Tone::Plain, "looked at".to_owned()),
        Fate::Unspecified => (Tone::Caution, unknown(stop.fate)),
    }
}

/// Of a daemon that knows more fates than this program.
fn unknown(fate: i32) -> String {
    match fate {
        0 => "unknown".to_owned(),
        other => format!("fate {other}"),
    }
}

fn changes(stops: &[pb::FlowStopResult]) -> String {
    let all: i32 = stops.iter().map(|stop| stop.changes).sum();
    counted(usize::try_from(all).unwrap_or_default(), "change")
}

fn name(stop: &pb::FlowStopResult) -> String {
    let target = stop.target.strip_prefix("targets/");
    format!("{}/{}", target.unwrap_or(&stop.target), stop.alias)
}
