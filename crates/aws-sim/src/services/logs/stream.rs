//! Streams of a group.

use serde::Deserialize;
use serde_json::{Value, json};

use super::{Stream, either, errors, group, millis};
use crate::{context::Ctx, error::AwsError, paging::PageRequest};

#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Named {
    log_group_name: String,
    log_stream_name: String,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Describe {
    log_group_name: Option<String>,
    log_group_identifier: Option<String>,
    log_stream_name_prefix: Option<String>,
    order_by: Option<String>,
    #[serde(default)]
    descending: bool,
    limit: Option<usize>,
    next_token: Option<String>,
}

pub(super) fn create(ctx: &mut Ctx<'_>, input: Named) -> Result<(), AwsError> {
    let created = ctx.now;
    let group = group(ctx, &input.log_group_name)?;
    if group.streams.contains_key(&input.log_stream_name) {
        return Err(errors::exists("log stream"));
    }
    let stream = Stream {
        created,
        ..Stream::default()
    };
    group.streams.insert(input.log_stream_name, stream);
    Ok(())
}

pub(super) fn delete(ctx: &mut Ctx<'_>, input: Named) -> Result<(), AwsError> {
    let group = group(ctx, &input.log_group_name)?;
    let gone = group.streams.remove(&input.log_stream_name);
    gone.map(drop).ok_or_else(errors::no_stream)
}

pub(super) fn describe(ctx: &mut Ctx<'_>, input: Describe) -> Result<Value, AwsError> {
    let by_time = input.order_by.as_deref() == Some("LastEventTime");
    if by_time && input.log_stream_name_prefix.is_some() {
        return Err(errors::invalid(
            "Cannot order by LastEventTime with a logStreamNamePrefix.",
        ));
    }
    let id = either(input.log_group_name, input.log_group_identifier)?;
    let prefix = input.log_stream_name_prefix.unwrap_or_default();
    let group = group(ctx, &id)?;
    let arn = &group.arn;
    let shown = group
        .streams
        .iter()
        .filter(|(name, _)| name.starts_with(&prefix));
    let mut rows: Vec<(String, Value)> = shown
        .map(|(name, stream)| {
            let last = stream.last_event().filter(|_| by_time).unwrap_or_default();
            (format!("{last:020}{name}"), summary(arn, name, stream))
        })
        .collect();
    rows.sort_by(|(left, _), (right, _)| left.cmp(right));
    if input.descending {
        rows.reverse();
    }
    // Pages come in ascending order of their keys, whichever way the streams are sorted.
    let rows = rows.into_iter().enumerate();
    let rows = rows.map(|(at, (_, summary))| (format!("{at:012}"), summary));
    let request = PageRequest {
        max_results: input.limit,
        next_token: input.next_token,
    };
    let page = ctx.page(&request, rows.collect::<Vec<_>>())?;
    Ok(json!({ "logStreams": page.items, "nextToken": page.next_token }))
}

fn summary(group_arn: &str, name: &str, stream: &Stream) -> Value {
    json!({
        "logStreamName": name,
        "creationTime": millis(stream.created),
        "firstEventTimestamp": stream.events.values().next().map(|event| event.timestamp),
        "lastEventTimestamp": stream.last_event(),
        "lastIngestionTime": stream.ingested.map(millis),
        "uploadSequenceToken": "0",
        "arn": format!("{group_arn}:log-stream:{name}"),
        // Not reported for a stream any more (API reference, `LogStream`).
        "storedBytes": 0,
    })
}

// === impl Stream ===

impl Stream {
    fn last_event(&self) -> Option<u64> {
        self.events
            .values()
            .next_back()
            .map(|event| event.timestamp)
    }
}
