//! The queues of a routing profile: pairs of queue and channel, at most ten a call.

use std::collections::{BTreeMap, BTreeSet};

use connect_model::{InstanceId, QueueId, RoutingProfileId};
use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::PairRecord;
use crate::{Acting, KindId, Members, Reference, Trouble, Written, export::name_of, gap::Gap};

/// The aspect.
pub(super) const ASPECT: &str = "queues";
/// How many one call takes (facts/connect-api.md, 6.2).
pub(super) const PER_CALL_MAX: usize = 10;

/// No operation of the profile itself sets them, so no time of the profile need tell of them.
pub(super) const PAIRS: Gap = Gap {
    name: ASPECT,
    members: &["queues"],
    is_dated: false,
};

#[derive(Clone, Serialize, Deserialize, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Pair {
    pub(super) channel: String,
    pub(super) queue: Reference,
    pub(super) priority: u32,
    pub(super) delay: u32,
}

/// The pairs with the ids of their queues.
pub(super) async fn records(cx: &Acting<'_>, pairs: &[Pair]) -> Result<Vec<PairRecord>, Trouble> {
    let mut records = Vec::with_capacity(pairs.len());
    for pair in pairs {
        records.push(PairRecord {
            channel: pair.channel.clone(),
            queue: QueueId::new(cx.resolve(&pair.queue).await?.id),
            priority: pair.priority,
            delay: pair.delay,
        });
    }
    Ok(records)
}

/// Adds missing pairs, changes those that differ, takes away the rest.
///
/// The list is read first, because the call that adds fails on none and doubles none, but the call
/// that changes knows only pairs that are there.
pub(super) async fn mend(
    cx: &Acting<'_>,
    instance: &InstanceId,
    id: &RoutingProfileId,
    declared: &[Pair],
) -> Result<(), Trouble> {
    let port = &cx.ports().routing_profile;
    let key = |pair: &PairRecord| (pair.channel.clone(), pair.queue.clone());
    let there: BTreeMap<_, _> = port
        .pairs(instance, id)
        .await?
        .into_iter()
        .map(|pair| (key(&pair), pair))
        .collect();
    let wanted: BTreeMap<_, _> = records(cx, declared)
        .await?
        .into_iter()
        .map(|pair| (key(&pair), pair))
        .collect();
    let (mut missing, mut different) = (Vec::new(), Vec::new());
    for (key, pair) in &wanted {
        match there.get(key) {
            None => missing.push(pair.clone()),
            Some(seen) if seen != pair => different.push(pair.clone()),
            Some(_) => {}
        }
    }
    for chunk in missing.chunks(PER_CALL_MAX) {
        port.add_pairs(instance, id, chunk).await?;
    }
    for chunk in different.chunks(PER_CALL_MAX) {
        port.change_pairs(instance, id, chunk).await?;
    }
    let surplus: Vec<_> = there
        .into_iter()
        .filter(|(key, _)| !wanted.contains_key(key))
        .map(|(_, pair)| pair)
        .collect();
    for chunk in surplus.chunks(PER_CALL_MAX) {
        port.remove_pairs(instance, id, chunk).await?;
    }
    Ok(())
}

/// The queues of observed pairs.
pub(super) fn queues(members: &Members) -> BTreeSet<QueueId> {
    let pairs = members.get("queues").and_then(Value::as_array);
    let queue = |pair: &Value| {
        let (_, id) = Reference::read_id(pair.get("queue")?.as_str()?)?;
        Some(QueueId::new(id))
    };
    pairs.into_iter().flatten().filter_map(queue).collect()
}

/// Brings observed pairs, by now with names, into the order of declared ones.
pub(super) fn sort(value: &mut Value) {
    if let Ok(mut pairs) = serde_json::from_value::<Vec<Pair>>(value.clone()) {
        pairs.sort();
        *value = serde_json::to_value(pairs).expect("pairs are plain data");
    }
}

// === impl Pair ===

impl Pair {
    /// Without what holds when nothing is said.
    pub(super) fn said(&self) -> Written {
        Written::new()
            .with("channel", self.channel.as_str())
            .with("queue", name_of(&self.queue.as_str().into()))
            .unless("priority", self.priority, 1)
            .unless("delay", self.delay, 0)
    }
}

impl From<PairRecord> for Pair {
    fn from(record: PairRecord) -> Self {
        Self {
            channel: record.channel,
            queue: Reference::id(KindId::Queue, record.queue.as_str()),
            priority: record.priority,
            delay: record.delay,
        }
    }
}
