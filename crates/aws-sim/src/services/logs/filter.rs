//! Events of all streams of a group that fit a pattern.

use serde::Deserialize;
use serde_json::{Value, json};

use super::{either, errors, event::MOST_EVENTS, group, pattern::Pattern};
use crate::{context::Ctx, error::AwsError, paging::PageRequest};

#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Filter {
    log_group_name: Option<String>,
    log_group_identifier: Option<String>,
    log_stream_names: Option<Vec<String>>,
    log_stream_name_prefix: Option<String>,
    start_time: Option<u64>,
    end_time: Option<u64>,
    filter_pattern: Option<String>,
    next_token: Option<String>,
    limit: Option<usize>,
}

pub(super) fn events(ctx: &mut Ctx<'_>, input: Filter) -> Result<Value, AwsError> {
    if input.log_stream_names.is_some() && input.log_stream_name_prefix.is_some() {
        return Err(errors::invalid(
            "logStreamNames and logStreamNamePrefix exclude each other.",
        ));
    }
    let pattern = Pattern::parse(input.filter_pattern.as_deref().unwrap_or_default())?;
    let id = either(
        input.log_group_name.clone(),
        input.log_group_identifier.clone(),
    )?;
    let names = input.log_stream_names.iter().flatten();
    let group = group(ctx, &id)?;
    for name in names {
        group.stream(name)?;
    }
    let streams = group.streams.iter().filter(|(name, _)| input.reads(name));
    let events = streams.flat_map(|(name, stream)| stream.events.iter().map(move |e| (name, e)));
    let mut rows: Vec<(String, Value)> = events
        .filter(|(_, (_, event))| input.spans(event.timestamp) && pattern.fits(&event.message))
        .map(|(stream, (id, event))| {
            let found = json!({
                "logStreamName": stream,
                "timestamp": event.timestamp,
                "message": event.message,
                "ingestionTime": event.ingested,
                "eventId": id,
            });
            (id.clone(), found)
        })
        .collect();
    rows.sort_by(|(left, _), (right, _)| left.cmp(right));
    let request = PageRequest {
        max_results: Some(input.limit.unwrap_or(MOST_EVENTS)),
        next_token: input.next_token,
    };
    let page = ctx.page(&request, rows)?;
    // AWS does not say any more which streams it has searched.
    Ok(json!({
        "events": page.items,
        "searchedLogStreams": [],
        "nextToken": page.next_token,
    }))
}

// === impl Filter ===

impl Filter {
    fn reads(&self, stream: &str) -> bool {
        let named = self.log_stream_names.as_ref();
        let prefix = self.log_stream_name_prefix.as_deref();
        named.is_none_or(|names| names.iter().any(|name| name == stream))
            && prefix.is_none_or(|prefix| stream.starts_with(prefix))
    }

    /// Unlike a plain read, a search takes the end of its span in (API reference,
    /// `FilterLogEvents`: events with a timestamp later than the end are not returned).
    fn spans(&self, timestamp: u64) -> bool {
        let (start, end) = (self.start_time, self.end_time);
        (start.unwrap_or(0)..=end.unwrap_or(u64::MAX)).contains(&timestamp)
    }
}
