//! Queries of Logs Insights: started, looked at until complete, and forgotten after a week.
//!
//! The rows are found when the query starts and shown when it is complete, a second later (a
//! choice; the service does not say how long a query takes).

use std::time::Duration;

use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use super::{
    Group, errors,
    insights::{Found, Plan, Row},
    millis, plain,
};
use crate::{
    context::Ctx,
    error::AwsError,
    paging::PageRequest,
    time::Time,
    world::{Progress, Settling},
};

#[derive(Debug, Serialize)]
pub(super) struct Query {
    text: String,
    language: String,
    groups: Vec<String>,
    created: Time,
    cancelled: bool,
    settling: Settling,
    found: Vec<Found>,
    matched: usize,
    scanned: usize,
    scanned_bytes: usize,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Start {
    query_language: Option<String>,
    log_group_name: Option<String>,
    log_group_names: Option<Vec<String>>,
    log_group_identifiers: Option<Vec<String>>,
    start_time: u64,
    end_time: u64,
    query_string: String,
    limit: Option<usize>,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Results {
    query_id: String,
    next_token: Option<String>,
    max_items: Option<usize>,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Named {
    query_id: String,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Describe {
    log_group_name: Option<String>,
    status: Option<String>,
    max_results: Option<usize>,
    next_token: Option<String>,
}

/// A query may be over at most so many groups, and answers at most so many rows (API reference,
/// `StartQuery`).
const MOST_GROUPS: usize = 50;
const MOST_ROWS: usize = 10_000;

pub(super) fn start(ctx: &mut Ctx<'_>, input: Start) -> Result<Value, AwsError> {
    let language = input
        .query_language
        .clone()
        .unwrap_or_else(|| "CWLI".to_owned());
    if language != "CWLI" {
        return Err(errors::invalid(format!("{language} is not simulated.")));
    }
    if input.end_time < input.start_time {
        return Err(errors::invalid(
            "End time should not be less than start time.",
        ));
    }
    let plan = Plan::parse(&input.query_string)
        .map_err(|why| AwsError::new("MalformedQueryException", why))?;
    let names = input.groups()?;
    let settling = Settling::until(
        ctx.done_after(Duration::from_secs(1)),
        ctx.stuck(&["Failed", "Timeout"]),
    );
    let id = ctx.ids.uuid();
    let state = ctx.world.logs.at(ctx.account, ctx.region);
    let group = |name: &String| {
        state
            .groups
            .get_key_value(name)
            .ok_or_else(errors::no_group)
    };
    let groups = names.iter().map(group).collect::<Result<Vec<_>, _>>()?;
    let mut query = Query {
        text: input.query_string.clone(),
        language,
        created: ctx.now,
        cancelled: false,
        settling,
        found: Vec::new(),
        matched: 0,
        scanned: 0,
        scanned_bytes: 0,
        groups: names.clone(),
    };
    query.run(&plan, &groups, &input);
    state.queries.insert(id.clone(), query);
    Ok(json!({ "queryId": id }))
}

pub(super) fn results(ctx: &mut Ctx<'_>, input: Results) -> Result<Value, AwsError> {
    let now = ctx.now;
    let query = query(ctx, &input.query_id)?;
    let status = query.status(now).to_owned();
    let complete = status == "Complete";
    let row = |found: &Found| {
        let fields = found.iter();
        let fields = fields.map(|(field, value)| json!({ "field": field, "value": value }));
        Value::Array(fields.collect())
    };
    let shown: &[Found] = if complete { &query.found } else { &[] };
    let rows: Vec<(String, Value)> = shown
        .iter()
        .enumerate()
        .map(|(at, found)| (format!("{at:012}"), row(found)))
        .collect();
    let statistics = json!({
        "recordsMatched": query.matched,
        "recordsScanned": query.scanned,
        "estimatedRecordsSkipped": 0,
        "bytesScanned": query.scanned_bytes,
        "estimatedBytesSkipped": 0,
        "logGroupsScanned": query.groups.len(),
    });
    let language = query.language.clone();
    let request = PageRequest {
        max_results: Some(input.max_items.unwrap_or(MOST_ROWS)),
        next_token: input.next_token,
    };
    let page = ctx.page(&request, rows)?;
    Ok(json!({
        "queryLanguage": language,
        "results": page.items,
        "statistics": statistics,
        "status": status,
        "nextToken": page.next_token,
    }))
}

/// A query that is over cannot be stopped, which is no error.
pub(super) fn stop(ctx: &mut Ctx<'_>, input: Named) -> Result<Value, AwsError> {
    let now = ctx.now;
    let query = query(ctx, &input.query_id)?;
    let running = query.status(now) == "Running";
    query.cancelled |= running;
    Ok(json!({ "success": running }))
}

pub(super) fn describe(ctx: &mut Ctx<'_>, input: Describe) -> Result<Value, AwsError> {
    let state = ctx.world.logs.get(ctx.account, ctx.region);
    let queries = state.into_iter().flat_map(|state| &state.queries);
    let group = input.log_group_name.as_ref();
    let status = input.status.as_deref();
    let shown = queries.filter(|(_, query)| {
        group.is_none_or(|name| query.groups.contains(name))
            && status.is_none_or(|status| query.status(ctx.now) == status)
    });
    let rows = shown.map(|(id, query)| {
        let summary = json!({
            "queryLanguage": query.language,
            "queryId": id,
            "queryString": query.text,
            "status": query.status(ctx.now),
            "createTime": millis(query.created),
            "logGroupName": query.groups.first(),
        });
        (id.clone(), summary)
    });
    let request = PageRequest {
        max_results: input.max_results,
        next_token: input.next_token,
    };
    let page = ctx.page(&request, rows)?;
    Ok(json!({ "queries": page.items, "nextToken": page.next_token }))
}

fn query<'w>(ctx: &'w mut Ctx<'_>, id: &str) -> Result<&'w mut Query, AwsError> {
    let now = ctx.now;
    let state = ctx.world.logs.at(ctx.account, ctx.region);
    let kept = Duration::from_hours(7 * 24);
    state.queries.retain(|_, query| query.created + kept > now);
    state
        .queries
        .get_mut(id)
        .ok_or_else(|| errors::no_query(id))
}

// === impl Start ===

impl Start {
    /// The names of the groups, which may be given in one of three members.
    fn groups(&self) -> Result<Vec<String>, AwsError> {
        let one = self.log_group_name.as_ref().map(|name| vec![name.clone()]);
        let given = [
            one,
            self.log_group_names.clone(),
            self.log_group_identifiers.clone(),
        ];
        let mut given: Vec<Vec<String>> = given.into_iter().flatten().collect();
        match (given.pop(), given.pop()) {
            (Some(names), None) if (1..=MOST_GROUPS).contains(&names.len()) => {
                Ok(names.iter().map(|name| plain(name).to_owned()).collect())
            }
            _ => Err(errors::invalid(
                "1 to 50 log groups must be given, in one member.",
            )),
        }
    }

    /// Start and end, both of them inside, are whole seconds.
    fn spans(&self, timestamp: u64) -> bool {
        (self.start_time * 1_000..=self.end_time * 1_000).contains(&timestamp)
    }
}

// === impl Query ===

impl Query {
    fn run(&mut self, plan: &Plan, groups: &[(&String, &Group)], input: &Start) {
        let mut rows = Vec::new();
        for (name, group) in groups {
            for (stream, events) in &group.streams {
                let events = events.events.iter();
                let timed = events.filter(|(_, event)| input.spans(event.timestamp));
                for (id, event) in timed {
                    self.scanned += 1;
                    self.scanned_bytes += event.message.len();
                    rows.push(Row::new(name, stream, id, event));
                }
            }
        }
        rows.retain(|row| plan.takes(row));
        self.matched = rows.len();
        let limit = plan.limit().or(input.limit).unwrap_or(MOST_ROWS);
        self.found = plan.show(rows, limit.min(MOST_ROWS));
    }

    fn status(&self, now: Time) -> &str {
        match self.settling.at(now) {
            _ if self.cancelled => "Cancelled",
            Progress::UnderWay => "Running",
            Progress::Done => "Complete",
            Progress::Stuck(stuck) => &stuck.state,
        }
    }
}
