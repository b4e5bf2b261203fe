//! What is seen of routing profiles: the search knows neither behaviour across channels nor pairs.

use std::collections::BTreeSet;

use connect_model::{Fault, InstanceId, QueueId, RoutingProfileId};
use serde_json::json;

use super::{PairRecord, RoutingProfile, RoutingProfileRecord, channels, pairs};
use crate::{
    Depth, KindId, Members, Named, Observed, Reading,
    census::{Survey, survey},
    gap::Recall,
};

/// A profile with what is still to be known of it.
struct Sight {
    profile: Observed,
    modified_ms: Option<i64>,
    id: RoutingProfileId,
    /// What a description told of behaviour across channels.
    cross: Option<Members>,
    /// What the search told of the queues.
    queues: Option<BTreeSet<QueueId>>,
}

/// Every routing profile. One that declares behaviour across channels is described, at full depth
/// without a search; for pairs there is one list a profile.
pub(super) async fn observe(
    cx: &Reading<'_>,
    instance: &InstanceId,
    listed: Vec<Named>,
) -> Result<Vec<Observed>, Fault> {
    let port = &cx.ports.routing_profile;
    let describe = async |id: String| {
        let id = RoutingProfileId::new(id);
        port.describe(instance, &id).await
    };
    let is_described =
        |named: &Named| cx.depth_of(&named.known) == Depth::Full && asks_cross(cx, &named.name);
    let (described, others): (Vec<_>, Vec<_>) = listed.into_iter().partition(is_described);
    let search = || port.search(instance);
    let Survey {
        mut found,
        mut others,
    } = survey(cx, KindId::RoutingProfile, others, search, describe).await?;
    for named in described {
        let record = cx.read_some(|| describe(named.known.id.clone())).await?;
        found.extend(record.map(|record| (named, record)));
    }
    let mut recall = Recall::of(cx, found.iter().map(|(named, _)| named)).await;
    for (named, record) in found {
        let (is_declared, asks_cross) = (cx.wants(&named.name), asks_cross(cx, &named.name));
        let mut sight = Sight::of(named, record);
        let is_there = !is_declared
            || sight
                .fill_cross(cx, instance, &mut recall, asks_cross)
                .await?
                && sight.fill_pairs(cx, instance, &mut recall).await?;
        others.extend(is_there.then_some(sight.profile));
    }
    recall.keep().await;
    Ok(others)
}

fn asks_cross(cx: &Reading<'_>, name: &str) -> bool {
    cx.asks(name, "cross_channel")
}

// === impl Sight ===

impl Sight {
    fn of(named: Named, record: RoutingProfileRecord) -> Self {
        let (id, queues, tags) = (
            record.id.clone(),
            record.queues.clone(),
            record.tags.clone(),
        );
        let (modified_ms, cross) = (named.modified_ms, cross(&record));
        let members = Members::of(&RoutingProfile::observed(record));
        let profile = Observed::ready(KindId::RoutingProfile, named, members, Some(tags));
        Self {
            profile,
            modified_ms,
            id,
            cross,
            queues,
        }
    }

    async fn fill_cross(
        &mut self,
        cx: &Reading<'_>,
        instance: &InstanceId,
        recall: &mut Recall<'_>,
        asks: bool,
    ) -> Result<bool, Fault> {
        let gap = &channels::CROSS_CHANNEL;
        if let Some(told) = self.cross.take() {
            recall.note(gap, &self.profile, self.modified_ms, told);
            return Ok(true);
        }
        if !asks {
            return Ok(true);
        }
        let (port, id) = (&cx.ports.routing_profile, &self.id);
        let read = async || {
            let record = port.describe(instance, id).await?;
            Ok(cross(&record).unwrap_or_default())
        };
        let profile = &mut self.profile;
        recall.fill(gap, profile, self.modified_ms, read).await
    }

    /// A search that shows other queues than are remembered is word of a change that no time tells.
    async fn fill_pairs(
        &mut self,
        cx: &Reading<'_>,
        instance: &InstanceId,
        recall: &mut Recall<'_>,
    ) -> Result<bool, Fault> {
        let (gap, modified) = (&pairs::PAIRS, self.modified_ms);
        let remembered = recall.remembered(gap, &self.profile, modified);
        let is_other = |pairs: &Members| {
            let queues = self.queues.as_ref();
            queues.is_some_and(|queues| *queues != pairs::queues(pairs))
        };
        if remembered.is_some_and(is_other) {
            recall.forget(gap, &self.profile);
        }
        let (port, id) = (&cx.ports.routing_profile, &self.id);
        let read = async || Ok(pairs(port.pairs(instance, id).await?));
        recall.fill(gap, &mut self.profile, modified, read).await
    }
}

fn cross(record: &RoutingProfileRecord) -> Option<Members> {
    let (_, cross) = channels::parts(record.concurrency.clone());
    let mut members = Members::default();
    members.set("cross_channel", json!(cross?));
    Some(members)
}

fn pairs(records: Vec<PairRecord>) -> Members {
    let pairs: Vec<_> = records.into_iter().map(pairs::Pair::from).collect();
    let mut members = Members::default();
    members.set("queues", json!(pairs));
    members
}
