//! Orders to read what a contact logged, and what comes of them.

use std::time::{Duration, SystemTime, UNIX_EPOCH};

use connect_model::ContactId;
use control_api::v1 as pb;
use tonic::Request;

use super::{
    center::{demand, open},
    field,
    job::count,
    reader::Reader,
    readings,
    report::finding,
    spec::Contents,
    timestamp,
};
use crate::{
    jobs::{ContactLogged, Demand, MetFlow, Order},
    refusal::Refusal,
};

/// How far back is looked where nothing is said.
const LOOKBACK_DEFAULT: Duration = Duration::from_hours(24);
const LOOKBACK_MIN: Duration = Duration::from_mins(1);
/// Ten years: the longest that a log group keeps lines, but for ever.
const LOOKBACK_MAX: Duration = Duration::from_hours(3_660 * 24);
/// Longest id of a contact (API reference, `ContactId`).
const CONTACT_CHARS_MAX: usize = 256;

/// To read.
pub fn read(request: Request<pb::ReadContactLogRequest>) -> Result<Demand, Refusal> {
    let (caller, body) = open(request);
    let mut reader = Reader::new();
    let header = reader.header(&body.target, &body.request_id, body.reason, body.labels);
    let alias = reader.required("alias", &body.alias, field::alias);
    let contact = reader.required("contact", &body.contact, contact);
    let until_ms = reader.take("until_time", until(body.until_time));
    let lookback = reader.take("lookback", lookback(body.lookback));
    let order = || {
        Some(Order::ReadContactLog {
            alias: alias?,
            contact: contact?,
            until_ms: until_ms?,
            lookback_ms: millis(lookback?),
            draw: body.draw,
        })
    };
    let made = order().map(|order| (order, Contents::new()));
    let method = "ReadContactLog";
    demand(reader, caller, method, body.validate_only, header, made)
}

/// What a contact logged, as callers see it.
pub(super) fn logged(logged: &ContactLogged) -> pb::ReadContactLogResult {
    pb::ReadContactLogResult {
        contact: logged.contact.to_string(),
        since_time: Some(moment(logged.since_ms)),
        until_time: Some(moment(logged.until_ms)),
        lines: count(logged.lines),
        repeated_lines: count(logged.repeated),
        pages: count(logged.pages),
        flows: logged.flows.iter().map(flow).collect(),
        log: logged.log.as_ref().map(readings::file),
        walk: logged.walk.as_ref().map(readings::file),
        pictures: logged.pictures.iter().map(readings::file).collect(),
        findings: logged.findings.iter().map(finding).collect(),
        reads: count(logged.reads),
    }
}

fn flow(flow: &MetFlow) -> pb::ContactFlow {
    pb::ContactFlow {
        name: flow.name.clone(),
        r#type: flow.flow_type.clone(),
        blocks: count(flow.blocks),
        unknown_blocks: count(flow.unknown),
    }
}

/// Connect gives UUIDs. Other plain ids are let through, for that is not documented.
fn contact(text: &str) -> Result<ContactId, String> {
    let is_plain = text.chars().all(|c| c.is_ascii_alphanumeric() || c == '-');
    if text.len() > CONTACT_CHARS_MAX || !is_plain {
        return Err(format!(
            "expected 1 to {CONTACT_CHARS_MAX} letters, digits and hyphens"
        ));
    }
    Ok(ContactId::new(text))
}

fn until(time: Option<prost_types::Timestamp>) -> Result<Option<u64>, &'static str> {
    let expected = "expected a moment since 1970";
    let Some(time) = time else { return Ok(None) };
    let time = SystemTime::try_from(time).map_err(|_| expected)?;
    let since = time.duration_since(UNIX_EPOCH).map_err(|_| expected)?;
    Ok(Some(millis(since)))
}

fn lookback(lookback: Option<prost_types::Duration>) -> Result<Duration, &'static str> {
    let expected = "expected 1 minute to 3,660 days";
    let Some(lookback) = lookback else {
        return Ok(LOOKBACK_DEFAULT);
    };
    let lookback = Duration::try_from(lookback).map_err(|_| expected)?;
    let is_fitting = (LOOKBACK_MIN..=LOOKBACK_MAX).contains(&lookback);
    is_fitting.then_some(lookback).ok_or(expected)
}

fn moment(ms: u64) -> prost_types::Timestamp {
    timestamp(UNIX_EPOCH + Duration::from_millis(ms))
}

fn millis(span: Duration) -> u64 {
    u64::try_from(span.as_millis()).unwrap_or(u64::MAX)
}
