//! The quick connects of a queue: in no search, one list a queue, at most 50 a call.

use std::collections::BTreeSet;

use connect_model::{Fault, InstanceId, QueueId, QuickConnectId};
use reconcile::Certainty;
use serde_json::json;

use super::QueueRecord;
use crate::{
    Acting, KindId, Known, Members, Named, Observed, Order, Reading, Reference, Trouble,
    gap::{Gap, Recall},
};

/// The aspect.
pub(super) const ASPECT: &str = "quick-connects";
/// How many one call takes (facts/connect-api.md, 5).
pub(super) const PER_CALL_MAX: usize = 50;

/// No operation of the queue itself sets them, so no time of the queue need tell of them.
const LINKS: Gap = Gap {
    name: ASPECT,
    members: &["quick_connects"],
    is_dated: false,
};

/// Adds the links of every declared queue; asks for none while the instance has no quick connect.
pub(super) async fn observe(
    cx: &Reading<'_>,
    instance: &InstanceId,
    found: Vec<(Named, QueueRecord)>,
) -> Result<Vec<Observed>, Fault> {
    let port = &cx.ports.queue;
    let is_declared = |(named, _): &(Named, QueueRecord)| cx.wants(&named.name);
    let (declared, others): (Vec<_>, Vec<_>) = found.into_iter().partition(is_declared);
    let mut all: Vec<_> = others
        .into_iter()
        .map(|(named, record)| super::observed(named, record))
        .collect();
    let any = !declared.is_empty() && !cx.quick_connects(instance).await?.is_empty();
    let mut recall = Recall::of(cx, declared.iter().map(|(named, _)| named)).await;
    for (named, record) in declared {
        let (id, modified) = (record.id.clone(), named.modified_ms);
        let mut queue = super::observed(named, record);
        let read = async || Ok(members(&port.quick_connects(instance, &id).await?));
        if !any {
            queue.members.lay(&members(&[]));
            all.push(queue);
        } else if recall.fill(&LINKS, &mut queue, modified, read).await? {
            all.push(queue);
        }
    }
    recall.keep().await;
    Ok(all)
}

/// Links what is missing and unlinks what is not declared.
pub(super) async fn mend(
    cx: &Acting<'_>,
    order: &Order<'_>,
    instance: &InstanceId,
    id: &QueueId,
    declared: &BTreeSet<Reference>,
) -> Result<(), Trouble> {
    let wanted: BTreeSet<_> = ids(cx.resolve_all(declared).await?).into_iter().collect();
    let there = there(cx, order, instance, id).await?;
    let port = &cx.ports().queue;
    let missing: Vec<_> = wanted.difference(&there).cloned().collect();
    for chunk in missing.chunks(PER_CALL_MAX) {
        port.link(instance, id, chunk).await?;
    }
    let surplus: Vec<_> = there.difference(&wanted).cloned().collect();
    for chunk in surplus.chunks(PER_CALL_MAX) {
        port.unlink(instance, id, chunk).await?;
    }
    Ok(())
}

/// What is linked now. What the plan saw is good enough for a first try alone.
async fn there(
    cx: &Acting<'_>,
    order: &Order<'_>,
    instance: &InstanceId,
    id: &QueueId,
) -> Result<BTreeSet<QuickConnectId>, Trouble> {
    let first = order.attempt.number() == 1 && order.attempt.certainty() == Certainty::Clean;
    match order.before.get("quick_connects") {
        Some(seen) if first => {
            let seen: Vec<Reference> = serde_json::from_value(seen.clone()).unwrap_or_default();
            Ok(ids(cx.resolve_all(&seen).await?).into_iter().collect())
        }
        _ => Ok(cx
            .ports()
            .queue
            .quick_connects(instance, id)
            .await?
            .into_iter()
            .collect()),
    }
}

pub(super) fn ids(known: Vec<Known>) -> Vec<QuickConnectId> {
    known
        .into_iter()
        .map(|known| QuickConnectId::new(known.id))
        .collect()
}

fn members(ids: &[QuickConnectId]) -> Members {
    let references: BTreeSet<_> = ids
        .iter()
        .map(|id| Reference::id(KindId::QuickConnect, id.as_str()))
        .collect();
    let mut members = Members::default();
    members.set("quick_connects", json!(references));
    members
}
