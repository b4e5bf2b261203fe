//! Contacts as Amazon Connect logged them.
//!
//! Two sources are read. Flow logs (CloudWatch Logs) have a line per block with its results, so
//! that they can be replayed. Rows of the data lake's `contact_flow_events` have one per flow: they
//! say which flows a contact went through, and nothing of its blocks.

use std::collections::HashMap;

use serde::{Deserialize, Deserializer, Serialize};
use serde_json::Value;

/// Most blocks that are kept of one contact; what comes later is counted only.
pub const BLOCKS_MAX: usize = 1_000;

/// A contact with the blocks that it went through.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Recorded {
    /// The contact's id.
    pub contact_id: String,
    /// The blocks in the order of their time stamps.
    pub blocks: Vec<RecordedBlock>,
    /// Names or ids of the flows that it went through, without repeats in a row.
    pub flows: Vec<String>,
    /// Blocks beyond [`BLOCKS_MAX`].
    pub dropped: usize,
}

/// One line of a flow log.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct RecordedBlock {
    /// Name of the flow; its id if the line has no name.
    pub flow: String,
    /// Id of the flow.
    pub flow_id: String,
    /// The action's identifier; empty in old logs.
    pub identifier: String,
    /// The block's type in the legacy spelling, such as `GetUserInput`.
    pub module_type: String,
    /// When, in ISO 8601.
    pub timestamp: String,
    /// What the block was set to.
    pub parameters: Value,
    /// What came out: digits, an intent, or what a function answered.
    pub results: Value,
}

/// What was read.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Recording {
    /// The contacts, in the order of their first line.
    pub contacts: Vec<Recorded>,
    /// Lines that are not what was looked for, empty ones aside; rows that say no contact, flow or time.
    pub skipped: usize,
}

#[derive(Deserialize)]
#[serde(rename_all = "PascalCase")]
struct Line {
    contact_id: String,
    #[serde(default)]
    contact_flow_id: String,
    #[serde(default)]
    contact_flow_name: String,
    contact_flow_module_type: String,
    #[serde(default)]
    timestamp: String,
    #[serde(default)]
    identifier: String,
    #[serde(default)]
    parameters: Value,
    #[serde(default)]
    results: Value,
    /// Some blocks spell it so.
    #[serde(default)]
    external_results: Value,
}

/// A row of `contact_flow_events`, by column. All of these have to be there, and may be null or empty.
/// Others are ignored, as the lake adds columns.
#[derive(Clone, Debug, Default, Deserialize)]
pub struct EventRow {
    /// The contact.
    #[serde(deserialize_with = "text_or_null")]
    pub contact_id: String,
    /// The flow.
    #[serde(deserialize_with = "text_or_null")]
    pub flow_resource_id: String,
    /// When it began. Sorts as text.
    #[serde(deserialize_with = "text_or_null")]
    pub start_timestamp: String,
}

/// Reads flow log lines. A line may be the plain event or an export with something before the
/// event (a time stamp), or the event as text in `@message` or `message`.
pub fn read_log<'l>(lines: impl IntoIterator<Item = &'l str>) -> Recording {
    let mut recording = Recording::default();
    let mut places: HashMap<String, usize> = HashMap::new();
    for text in lines {
        if text.trim().is_empty() {
            continue;
        }
        match event(text) {
            Some(line) => keep(line, &mut recording, &mut places),
            None => recording.skipped += 1,
        }
    }
    for contact in &mut recording.contacts {
        // Lines of one contact may come from several streams. The sort is stable, so that lines of
        // the same millisecond stay in order.
        contact.blocks.sort_by(|a, b| a.timestamp.cmp(&b.timestamp));
        contact.flows = contact
            .blocks
            .iter()
            .map(|block| block.flow.clone())
            .collect();
        contact.flows.dedup();
    }
    recording
}

/// Most rows that are named as wrong; the others are counted.
const UNREADABLE_MAX: usize = 20;

/// Exported rows that cannot be read.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Unreadable {
    /// The first of them.
    pub rows: Vec<UnreadableRow>,
    /// How many there are beside.
    pub more: usize,
}

/// A line of exported rows that cannot be read.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("line {line}: {message}")]
pub struct UnreadableRow {
    /// The number of the line, from 1.
    pub line: u64,
    /// What is wrong with it.
    pub message: String,
}

/// Reads exported rows of `contact_flow_events`: CSV with the names of its columns in the first line, as
/// Athena writes it, or a JSON object a line.
pub fn read_rows(text: &str) -> Result<Vec<EventRow>, Unreadable> {
    let text = text.trim_start_matches('\u{feff}');
    if text.trim_start().starts_with('{') {
        let lines = (1..).zip(text.lines());
        let lines = lines.filter(|(_, text)| !text.trim().is_empty());
        return readable(lines.map(|(line, text)| of_json(line, text)));
    }
    let mut reader = csv::Reader::from_reader(text.as_bytes());
    columns(&mut reader).map_err(|wrong| Unreadable {
        rows: vec![wrong],
        more: 0,
    })?;
    readable(reader.deserialize().map(of_csv))
}

/// All rows, or those that are wrong.
fn readable(
    read: impl Iterator<Item = Result<EventRow, UnreadableRow>>,
) -> Result<Vec<EventRow>, Unreadable> {
    let (mut rows, mut wrong) = (Vec::new(), Unreadable::default());
    for row in read {
        match row {
            Ok(row) => rows.push(row),
            Err(row) if wrong.rows.len() < UNREADABLE_MAX => wrong.rows.push(row),
            Err(_) => wrong.more += 1,
        }
    }
    if wrong.rows.is_empty() {
        Ok(rows)
    } else {
        Err(wrong)
    }
}

fn text_or_null<'de, D: Deserializer<'de>>(text: D) -> Result<String, D::Error> {
    Ok(Option::deserialize(text)?.unwrap_or_default())
}

fn of_json(line: u64, text: &str) -> Result<EventRow, UnreadableRow> {
    serde_json::from_str(text).map_err(|error| UnreadableRow {
        line,
        message: error.to_string(),
    })
}

fn of_csv(row: Result<EventRow, csv::Error>) -> Result<EventRow, UnreadableRow> {
    row.map_err(|error| UnreadableRow {
        line: error.position().map_or(1, csv::Position::line),
        message: match error.kind() {
            csv::ErrorKind::Deserialize { err, .. } => err.to_string(),
            _ => error.to_string(),
        },
    })
}

/// Without these columns a row says nothing.
fn columns(reader: &mut csv::Reader<&[u8]>) -> Result<(), UnreadableRow> {
    let wrong = |message| UnreadableRow { line: 1, message };
    let names = reader.headers().map_err(|error| wrong(error.to_string()))?;
    for wanted in ["contact_id", "flow_resource_id", "start_timestamp"] {
        if !names.iter().any(|name| name == wanted) {
            return Err(wrong(format!("there is no column `{wanted}`")));
        }
    }
    Ok(())
}

/// Reads rows of `contact_flow_events`. What does not say which contact met which flow when is counted
/// alone: without its time, a row has no place among the others.
pub fn read_events(rows: impl IntoIterator<Item = EventRow>) -> Recording {
    let mut recording = Recording::default();
    let mut places: HashMap<String, usize> = HashMap::new();
    let mut rows: Vec<EventRow> = rows.into_iter().collect();
    rows.sort_by(|a, b| a.start_timestamp.cmp(&b.start_timestamp));
    for row in rows {
        let said = [&row.contact_id, &row.flow_resource_id, &row.start_timestamp];
        if said.into_iter().any(String::is_empty) {
            recording.skipped += 1;
            continue;
        }
        let contact = contact(&row.contact_id, &mut recording, &mut places);
        contact.flows.push(row.flow_resource_id);
        contact.flows.dedup();
    }
    recording
}

// === impl Unreadable ===

impl Unreadable {
    /// A line for each row that is named, and one for all others.
    pub fn told(&self) -> impl Iterator<Item = String> {
        let more = (self.more > 0).then(|| format!("{} further lines cannot be read", self.more));
        self.rows.iter().map(ToString::to_string).chain(more)
    }
}

fn event(text: &str) -> Option<Line> {
    let value: Value = serde_json::from_str(&text[text.find('{')?..]).ok()?;
    let wrapped = value.get("@message").or_else(|| value.get("message"));
    match wrapped {
        Some(Value::String(inner)) => serde_json::from_str(inner).ok(),
        Some(inner @ Value::Object(_)) => Line::deserialize(inner).ok(),
        _ => serde_json::from_value(value).ok(),
    }
}

fn keep(line: Line, recording: &mut Recording, places: &mut HashMap<String, usize>) {
    let contact = contact(&line.contact_id, recording, places);
    if contact.blocks.len() >= BLOCKS_MAX {
        contact.dropped += 1;
        return;
    }
    let flow_id = last_segment(&line.contact_flow_id).to_owned();
    let flow = if line.contact_flow_name.is_empty() {
        flow_id.clone()
    } else {
        line.contact_flow_name
    };
    let results = if line.results.is_null() {
        line.external_results
    } else {
        line.results
    };
    contact.blocks.push(RecordedBlock {
        flow,
        flow_id,
        identifier: line.identifier,
        module_type: line.contact_flow_module_type,
        timestamp: line.timestamp,
        parameters: line.parameters,
        results,
    });
}

fn contact<'r>(
    id: &str,
    recording: &'r mut Recording,
    places: &mut HashMap<String, usize>,
) -> &'r mut Recorded {
    let place = *places.entry(id.to_owned()).or_insert_with(|| {
        recording.contacts.push(Recorded {
            contact_id: id.to_owned(),
            ..Recorded::default()
        });
        recording.contacts.len() - 1
    });
    &mut recording.contacts[place]
}

fn last_segment(arn: &str) -> &str {
    crate::walk::visit::id_of(arn).unwrap_or(arn)
}
