//! Events: put into a stream, and read from it forwards and backwards.

use serde::Deserialize;
use serde_json::{Map, Value, json};

use super::{Event, either, errors, group, millis, size};
use crate::{context::Ctx, error::AwsError};

#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Put {
    log_group_name: String,
    log_stream_name: String,
    log_events: Vec<Line>,
}

#[derive(Debug, Deserialize)]
struct Line {
    timestamp: u64,
    message: String,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Get {
    log_group_name: Option<String>,
    log_group_identifier: Option<String>,
    log_stream_name: String,
    start_time: Option<u64>,
    end_time: Option<u64>,
    next_token: Option<String>,
    limit: Option<usize>,
    #[serde(default)]
    start_from_head: bool,
}

/// Where a read goes on: after an event, or before one.
enum From {
    Start,
    End,
    After(String),
    Before(String),
}

pub(super) const DAY_MILLIS: u64 = 86_400_000;
/// Events in one answer or batch, and the weight and age of a batch (API reference, `PutLogEvents`).
pub(super) const MOST_EVENTS: usize = 10_000;
const MOST_BYTES: usize = 1_048_576;
const OLDEST: u64 = 14 * DAY_MILLIS;
const NEWEST: u64 = 2 * 3_600_000;

/// The id of an event: 56 digits, in the order of time and then of arrival.
pub(super) fn id(timestamp: u64, number: u64) -> String {
    format!("{timestamp:020}{number:036}")
}

/// Events out of time are left out and named; the rest of the batch is taken.
pub(super) fn put(ctx: &mut Ctx<'_>, input: Put) -> Result<Value, AwsError> {
    let lines = input.log_events;
    if !lines.is_sorted_by_key(|line| line.timestamp) {
        return Err(errors::invalid(
            "Log events in a single PutLogEvents request must be in chronological order.",
        ));
    }
    let bytes: usize = lines.iter().map(|line| size(&line.message)).sum();
    if bytes > MOST_BYTES {
        return Err(errors::invalid(format!(
            "Upload too large: {bytes} bytes exceeds limit of {MOST_BYTES}"
        )));
    }
    let span = |first: &Line, last: &Line| last.timestamp - first.timestamp;
    if lines
        .first()
        .zip(lines.last())
        .is_some_and(|(a, b)| span(a, b) > DAY_MILLIS)
    {
        return Err(errors::invalid(
            "The batch of log events in a single PutLogEvents request cannot span more than 24 \
             hours.",
        ));
    }
    let (now, next) = (ctx.now, ctx.ids.letters("0123456789", 56));
    let group = group(ctx, &input.log_group_name)?;
    group.stream(&input.log_stream_name)?;
    let ingested = millis(now);
    let expired = group.oldest(now).unwrap_or_default();
    let end = |limit: u64| lines.partition_point(|line| line.timestamp < limit);
    let too_old = end(ingested.saturating_sub(OLDEST));
    let too_new = end(ingested + NEWEST + 1);
    let expired = end(expired);
    let rejected = rejected(lines.len(), too_old, too_new, expired);
    let first_number = group.put;
    group.put += lines.len() as u64;
    let stream = group.stream(&input.log_stream_name)?;
    stream.ingested = Some(now);
    let kept = lines
        .into_iter()
        .enumerate()
        .take(too_new)
        .skip(too_old.max(expired));
    for (at, Line { timestamp, message }) in kept {
        let event = Event {
            timestamp,
            ingested,
            message,
        };
        stream
            .events
            .insert(id(timestamp, first_number + at as u64), event);
    }
    Ok(json!({ "nextSequenceToken": next, "rejectedLogEventsInfo": rejected }))
}

/// A token repeats when there is nothing further in its direction.
pub(super) fn get(ctx: &mut Ctx<'_>, input: Get) -> Result<Value, AwsError> {
    let from = from(input.next_token.as_deref(), input.start_from_head)?;
    let limit = input.limit.unwrap_or(MOST_EVENTS);
    let named = either(input.log_group_name, input.log_group_identifier)?;
    let now = ctx.now;
    let stream = group(ctx, &named)?.stream(&input.log_stream_name)?;
    let (start, end) = (
        input.start_time.unwrap_or(0),
        input.end_time.unwrap_or(u64::MAX),
    );
    let timed = stream
        .events
        .iter()
        .filter(|(_, event)| (start..end).contains(&event.timestamp));
    let events: Vec<(&String, &Event)> = match &from {
        From::Start => timed.take(limit).collect(),
        From::After(seen) => timed.filter(|(id, _)| *id > seen).take(limit).collect(),
        From::End => last(timed, limit),
        From::Before(seen) => last(timed.filter(|(id, _)| *id < seen), limit),
    };
    let edge = match from {
        From::Start => id(start, 0),
        From::End => id(millis(now), 0),
        From::After(seen) | From::Before(seen) => seen,
    };
    let shown: Vec<Value> = events.iter().map(|(_, event)| line(event)).collect();
    let first = events.first().map_or(&edge, |(id, _)| *id);
    let last = events.last().map_or(&edge, |(id, _)| *id);
    Ok(json!({
        "events": shown,
        "nextForwardToken": format!("f/{last}"),
        "nextBackwardToken": format!("b/{first}"),
    }))
}

fn last<'s>(
    events: impl DoubleEndedIterator<Item = (&'s String, &'s Event)>,
    limit: usize,
) -> Vec<(&'s String, &'s Event)> {
    let mut newest: Vec<_> = events.rev().take(limit).collect();
    newest.reverse();
    newest
}

fn from(token: Option<&str>, from_head: bool) -> Result<From, AwsError> {
    match token.map(|token| token.split_at_checked(2)) {
        None if from_head => Ok(From::Start),
        None => Ok(From::End),
        Some(Some(("f/", seen))) => Ok(From::After(seen.to_owned())),
        Some(Some(("b/", seen))) => Ok(From::Before(seen.to_owned())),
        Some(_) => Err(errors::invalid("The specified nextToken is invalid.")),
    }
}

fn line(event: &Event) -> Value {
    json!({
        "timestamp": event.timestamp,
        "message": event.message,
        "ingestionTime": event.ingested,
    })
}

/// Which parts of a batch are not taken, by the places where they begin or end.
fn rejected(all: usize, too_old: usize, too_new: usize, expired: usize) -> Option<Value> {
    let mut info = Map::new();
    let mut note = |name: &str, at: usize| info.insert(name.to_owned(), Value::from(at));
    if too_old > 0 {
        note("tooOldLogEventEndIndex", too_old);
    }
    if too_new < all {
        note("tooNewLogEventStartIndex", too_new);
    }
    if expired > 0 {
        note("expiredLogEventEndIndex", expired);
    }
    (!info.is_empty()).then_some(Value::Object(info))
}
