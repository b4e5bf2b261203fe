//! The kinds of things that an apply may write.

use connect_model::spec::ContactCenter;
use connect_resources::KindId;

use crate::jobs::{Order, PlanOptions};

/// Those of which something is declared, in the layers that are asked for; to prune, all of those
/// layers. A thing that waited for a later layer comes with that one, so earlier layers count too.
pub(super) fn written(center: &ContactCenter, order: &Order) -> Vec<KindId> {
    let all = PlanOptions::default();
    let options = match order {
        Order::ApplyCenter { options, .. } => options,
        _ => &all,
    };
    let last = options.layers.last();
    let may_write = |kind: &KindId| {
        let layer = kind.kind().facts().layer;
        let is_in_time = last.is_none_or(|last| layer <= *last);
        is_in_time && (options.prune || !kind.kind().declare(center).is_empty())
    };
    KindId::ALL.iter().copied().filter(may_write).collect()
}
