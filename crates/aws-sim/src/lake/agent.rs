//! Statistics of agents in quarters of an hour, added up from the contacts that they took.

use std::collections::BTreeMap;

use super::{
    Extent, Grid,
    center::{Agent, Center},
    contact::{Contact, midnight},
    contacts,
    statistic::handle_time,
    value::Value,
};

/// What an agent did in one interval.
#[derive(Debug, Default)]
struct Work {
    handled: i64,
    handle_time: i64,
    processed: i64,
}

/// Agent, interval's start, and for the statistics of queues the queue and the channel.
type Key<'c> = (&'c str, i64, &'c str, &'static str);

const INTERVAL: i64 = 900_000;

/// Adds the rows of a day, if the table is one of these.
pub(super) fn add(
    center: &Center,
    extent: Extent,
    table: &str,
    day: u64,
    grid: &mut Grid<'_>,
) -> bool {
    match table {
        "agent_statistic_record" => {
            for (key, work) in worked(center, extent, day, |_| ("", "")) {
                grid.add(|column| cell(center, &key, &work, column));
            }
        }
        "agent_queue_statistic_record" => {
            for (key, work) in worked(center, extent, day, |contact| {
                (&contact.queue.id, contact.channel)
            }) {
                grid.add(|column| cell(center, &key, &work, column));
            }
        }
        "agent_event" => events(center, extent, day, grid),
        _ => return false,
    }
    true
}

/// A contact counts in the interval in which it ended.
fn worked<'c>(
    center: &'c Center,
    extent: Extent,
    day: u64,
    apart: impl Fn(&Contact<'c>) -> (&'c str, &'static str),
) -> BTreeMap<Key<'c>, Work> {
    let mut all: BTreeMap<Key<'c>, Work> = BTreeMap::new();
    for contact in contacts(center, extent, day) {
        let Some(agent) = contact.agent else { continue };
        let start = contact.over() / INTERVAL * INTERVAL;
        let (queue, channel) = apart(&contact);
        let work = all.entry((&agent.id, start, queue, channel)).or_default();
        work.handled += 1;
        work.handle_time += handle_time(&contact);
        work.processed = work.processed.max(contact.processed());
    }
    all
}

fn cell(center: &Center, key: &Key<'_>, work: &Work, column: &str) -> Value {
    let (agent_id, start, queue, channel) = *key;
    let agent = center.agents.iter().find(|agent| agent.id == agent_id);
    match column {
        "instance_id" => (&center.instance_id).into(),
        "aws_account_id" => (&center.account).into(),
        "asr_statistic_id" | "aqsr_statistic_id" => {
            let at = u64::try_from(start).unwrap_or(0);
            center
                .draws(&[column, agent_id, queue, channel], &[at])
                .uuid()
                .into()
        }
        "user_id" => agent_id.into(),
        "routing_profile_id" => agent.map(|agent| &agent.routing_profile).into(),
        "interval_start_time" => Value::Moment(start),
        "interval_end_time" => Value::Moment(start + INTERVAL),
        "published_date" | "data_lake_last_processed_timestamp" => Value::Moment(work.processed),
        "queue_id" => queue.into(),
        "channel" => channel.into(),
        "queue_type" => "STANDARD".into(),
        "contacts_offered" | "contacts_handled" => work.handled.into(),
        "handle_time" | "agent_on_contact_time" => work.handle_time.into(),
        "online_time" => INTERVAL.max(work.handle_time).into(),
        "agent_idle_time" => (INTERVAL - work.handle_time).max(0).into(),
        _ => level(agent, column),
    }
}

/// Hierarchy levels by id. Times and counts of what never happens are nought.
fn level(agent: Option<&Agent>, column: &str) -> Value {
    let digits = column.strip_prefix("agent_hierarchy_level_");
    let Some(level) = digits.and_then(|rest| rest.strip_suffix("_id")) else {
        return 0.into();
    };
    let at = level.parse::<usize>().unwrap_or(1) - 1;
    agent.and_then(|agent| agent.hierarchy.get(at)).into()
}

/// Every agent comes and goes once a day.
fn events(center: &Center, extent: Extent, day: u64, grid: &mut Grid<'_>) {
    for agent in &center.agents {
        for (n, hour) in [(0, 8), (1, 20)] {
            let at = midnight(day) + hour * 3_600_000;
            if at + 600_000 > extent.now {
                continue;
            }
            grid.add(|column| match column {
                "instance_id" => (&center.instance_id).into(),
                "aws_account_id" => (&center.account).into(),
                "event_id" => center.draws(&["event", &agent.id], &[day, n]).uuid().into(),
                "event_timestamp" => Value::Moment(at),
                _ => Value::Moment(at + 600_000),
            });
        }
    }
}
