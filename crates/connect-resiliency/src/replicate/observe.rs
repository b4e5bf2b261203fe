//! What there is, on both sides.

use connect_resources::{
    Named,
    instance::InstanceRecord,
    read,
    replica::{ReplicaStatus, Replication, TYPES, followed},
};
use reconcile::RunContext;

use super::Replicate;
use crate::{
    error::Error,
    site::{Site, id, instance},
};

/// What there is.
pub(super) struct Seen {
    pub(super) instance: Named,
    pub(super) record: InstanceRecord,
    pub(super) replication: Replication,
    /// The instances of the other Region.
    pub(super) far: Vec<Named>,
    /// Whether all is in step, where there is a replica.
    pub(super) is_in_step: bool,
    /// Types that AWS does not follow here.
    pub(super) unfollowed: Vec<String>,
}

/// Looks at the instance, and at the Region where its replica is to be.
pub(super) async fn observe(
    cx: &RunContext,
    site: Site<'_>,
    far: Site<'_>,
    order: &Replicate,
) -> Result<Seen, Error> {
    let instance = instance(cx, site, order.instance.as_str()).await?;
    let id = id(&instance);
    let record = read(cx, || site.ports.instance.describe(&id)).await?;
    let replication = read(cx, || site.ports.replica.replication(&id)).await?;
    let listed = read(cx, || far.ports.instance.list()).await?;
    let mut seen = Seen {
        instance,
        record,
        far: listed,
        is_in_step: false,
        unfollowed: Vec::new(),
        replication,
    };
    let replica = seen.replication.in_region(order.to.as_str());
    if replica.is_some_and(|replica| replica.status == ReplicaStatus::Complete) {
        seen.is_in_step = true;
        for resource_type in TYPES {
            match followed(read(cx, || site.ports.replica.lag(&id, resource_type)).await)? {
                Some(lag) => seen.is_in_step &= lag.is_none(),
                None => seen.unfollowed.push((*resource_type).to_owned()),
            }
            if !seen.is_in_step {
                break;
            }
        }
    }
    Ok(seen)
}
