//! Events of all streams of a group that fit a pattern.
//!
//! A page is over when it has looked at enough events, whether they fit or not. So pages come partly
//! full and empty with more behind them, as those of the service do (API reference,
//! `FilterLogEvents`). How far the service looks is not documented; [`LOOK`] is a choice.

use serde::Deserialize;
use serde_json::{Value, json};

use super::{Event, Group, either, errors, event::MOST_EVENTS, group, pattern::Pattern};
use crate::{context::Ctx, error::AwsError};

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
    start_from_head: Option<bool>,
}

/// Which way a search goes; a token remembers it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Way {
    OldestFirst,
    NewestFirst,
}

/// An event with its id, in its stream.
type Row<'w> = (&'w String, (&'w String, &'w Event));

/// What one page has seen.
#[derive(Debug, Default)]
struct Page<'w> {
    found: Vec<Row<'w>>,
    bytes: usize,
    looked: usize,
    last: Option<&'w String>,
}

/// At how many events one page looks.
const LOOK: usize = 1_000;
/// How much one page takes (API reference, `FilterLogEvents`).
const MOST_BYTES: usize = 1_048_576;
/// Before 2024 a search cannot go backwards (API reference, `FilterLogEvents`).
const NEWEST_FIRST_SINCE: u64 = 1_704_067_200_000;

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
    let (way, seen) = input.way(ctx)?;
    let names = input.log_stream_names.iter().flatten();
    let group = group(ctx, &id)?;
    for name in names {
        group.stream(name)?;
    }
    let rows = input.rows(group, way, seen.as_deref());
    let (page, more) = Page::of(&rows, &pattern, input.limit.unwrap_or(MOST_EVENTS));
    let events: Vec<Value> = page.found.iter().map(shown).collect();
    let last = page.last.filter(|_| more).map(|id| way.key(id));
    // AWS does not say any more which streams it has searched.
    Ok(json!({
        "events": events,
        "searchedLogStreams": [],
        "nextToken": last.map(|key| ctx.token(&key)),
    }))
}

fn shown((stream, (id, event)): &Row<'_>) -> Value {
    json!({
        "logStreamName": stream,
        "timestamp": event.timestamp,
        "message": event.message,
        "ingestionTime": event.ingested,
        "eventId": id,
    })
}

// === impl Filter ===

impl Filter {
    /// The way that a search goes, and the last event that it has seen.
    fn way(&self, ctx: &Ctx<'_>) -> Result<(Way, Option<String>), AwsError> {
        if let Some(key) = ctx.seen_or_refused(self.next_token.as_deref())? {
            let way = Way::of(&key).ok_or_else(|| errors::invalid("InvalidToken"))?;
            return Ok((way, key.get(1..).map(str::to_owned)));
        }
        let way = if self.start_from_head.unwrap_or(true) {
            Way::OldestFirst
        } else {
            Way::NewestFirst
        };
        if way == Way::NewestFirst && self.start_time.unwrap_or(0) < NEWEST_FIRST_SINCE {
            return Err(errors::invalid(
                "startFromHead can be false only if startTime is on or after Jan 1, 2024 00:00:00 \
                 UTC.",
            ));
        }
        Ok((way, None))
    }

    /// The events that are left to look at, in order.
    fn rows<'w>(&self, group: &'w Group, way: Way, seen: Option<&str>) -> Vec<Row<'w>> {
        let is_left = |id: &str| match (seen, way) {
            (None, _) => true,
            (Some(seen), Way::OldestFirst) => id > seen,
            (Some(seen), Way::NewestFirst) => id < seen,
        };
        let streams = group.streams.iter().filter(|(name, _)| self.reads(name));
        let events =
            streams.flat_map(|(name, stream)| stream.events.iter().map(move |e| (name, e)));
        let mut rows: Vec<Row<'w>> = events
            .filter(|(_, (id, event))| self.spans(event.timestamp) && is_left(id))
            .collect();
        rows.sort_by_key(|(_, (id, _))| *id);
        if way == Way::NewestFirst {
            rows.reverse();
        }
        rows
    }

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

// === impl Way ===

impl Way {
    fn of(key: &str) -> Option<Self> {
        match key.as_bytes().first()? {
            b'+' => Some(Self::OldestFirst),
            b'-' => Some(Self::NewestFirst),
            _ => None,
        }
    }

    fn key(self, id: &str) -> String {
        match self {
            Self::OldestFirst => format!("+{id}"),
            Self::NewestFirst => format!("-{id}"),
        }
    }
}

// === impl Page ===

impl<'w> Page<'w> {
    /// The first page of `rows`, and whether there are rows behind it.
    fn of(rows: &[Row<'w>], pattern: &Pattern, limit: usize) -> (Self, bool) {
        let mut page = Self::default();
        for row in rows {
            let (_, (id, event)) = row;
            let fits = pattern.fits(&event.message);
            if page.is_full(limit, if fits { event.size() } else { 0 }) {
                return (page, true);
            }
            page.looked += 1;
            page.last = Some(id);
            if fits {
                page.bytes += event.size();
                page.found.push(*row);
            }
        }
        (page, false)
    }

    /// One event always goes in.
    fn is_full(&self, limit: usize, more: usize) -> bool {
        let is_heavy = !self.found.is_empty() && self.bytes + more > MOST_BYTES;
        self.found.len() >= limit || self.looked >= LOOK || is_heavy
    }
}
