//! What a contact logged.

use control_api::v1 as pb;
use flow_language::walk::{Logged, LoggedVisit};
use serde_json::Value;

use super::{Page, Tone, counted, finding, time};

/// Longest cell of the table, in characters.
const CELL_CHARS_MAX: usize = 48;

/// How much there is, in which flows, and what is to be known about it.
pub(super) fn logged(result: &pb::ReadContactLogResult) -> Page {
    let (since, until) = (
        time::moment(result.since_time.as_ref()),
        time::moment(result.until_time.as_ref()),
    );
    let contact = &result.contact;
    let mut page = if result.lines == 0 {
        let text = format!("Nothing was logged for {contact} from {since} to {until}.");
        Page::of(Tone::Caution, &text)
    } else {
        let lines = counted(number(result.lines), "line");
        let text = format!("{lines} logged for {contact} from {since} to {until}");
        Page::of(Tone::Strong, &text)
    };
    let rows: Vec<[String; 3]> = result.flows.iter().map(flow).collect();
    page.table(&rows);
    page.append(finding::findings(&result.findings));
    page
}

/// The way of a contact, a row for each block.
pub(crate) fn walked(walk: &Logged) -> Page {
    let header = ["time", "flow", "block", "set to", "came out"].map(str::to_owned);
    let mut rows = vec![header];
    rows.extend(walk.visits.iter().map(row));
    let mut page = Page::new();
    page.table(&rows);
    page
}

fn flow(flow: &pb::ContactFlow) -> [String; 3] {
    let blocks = counted(number(flow.blocks), "block");
    let blocks = match flow.unknown_blocks {
        0 => blocks,
        unknown => format!("{blocks}, {unknown} not there any more"),
    };
    let kind = if flow.r#type.is_empty() {
        "gone".to_owned()
    } else {
        flow.r#type.clone()
    };
    [flow.name.clone(), kind, blocks]
}

fn row(visit: &LoggedVisit) -> [String; 5] {
    [
        clock(&visit.time),
        cut(&visit.flow),
        cut(&block(visit)),
        cut(&parameters(visit)),
        cut(&outcome(visit)),
    ]
}

/// `2026-11-20T10:00:01.250Z` without its day.
fn clock(time: &str) -> String {
    let clock = time.split_once('T').map_or(time, |(_, clock)| clock);
    clock.trim_end_matches('Z').to_owned()
}

/// What people call it; a block that is not there any more has the name that the log has.
fn block(visit: &LoggedVisit) -> String {
    let LoggedVisit {
        block,
        identifier,
        module_type,
        ..
    } = visit;
    match block {
        Some(block) if block.label == *identifier => identifier.clone(),
        Some(block) => format!("{} ({module_type})", block.label),
        None if identifier.is_empty() => format!("? ({module_type})"),
        None => format!("? {identifier} ({module_type})"),
    }
}

fn parameters(visit: &LoggedVisit) -> String {
    let members = visit.parameters.iter().filter_map(Value::as_object);
    let pairs: Vec<String> = members
        .flatten()
        .map(|(name, value)| format!("{name}={}", text(value)))
        .collect();
    pairs.join(" ")
}

/// What failed counts first, then what the log says, then the way that was taken.
fn outcome(visit: &LoggedVisit) -> String {
    let branch = visit.branch.as_ref().map(|branch| branch.name.as_str());
    match (&visit.error, &visit.results) {
        (Some(error), _) => format!("failed: {error}"),
        (None, Value::Null) => branch
            .filter(|name| *name != "next")
            .map_or_else(String::new, str::to_owned),
        (None, results) => text(results),
    }
}

fn text(value: &Value) -> String {
    match value {
        Value::String(text) => text.clone(),
        other => other.to_string(),
    }
}

fn cut(text: &str) -> String {
    if text.chars().count() <= CELL_CHARS_MAX {
        return text.to_owned();
    }
    let kept: String = text.chars().take(CELL_CHARS_MAX - 1).collect();
    format!("{kept}…")
}

fn number(count: i32) -> usize {
    usize::try_from(count).unwrap_or_default()
}
