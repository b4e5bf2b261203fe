//! The replica of an instance, its traffic groups, and to whom its analytics are given.

use connect_resources::{
    replica::{ReplicaStatus, Replication},
    traffic_distribution_group::{GroupListed, GroupStatus},
};

use super::{Look, Seen};
use crate::world::{DataShare, Part, Replica, TrafficGroup, World};

/// What was seen.
pub(super) struct Regions {
    replication: Seen<Replication>,
    groups: Seen<Vec<GroupListed>>,
    shares: Seen<Vec<DataShare>>,
}

pub(super) async fn look(look: &Look<'_>) -> Regions {
    let (ports, center, id) = (&look.calls.ports, &look.calls.center, &look.instance);
    let replication = look
        .ask(&[Part::Regions], || ports.replica.replication(id))
        .await;
    // Groups are there with a replica alone.
    let has_replica = |it: &Replication| it.source.is_some() || !it.replicas.is_empty();
    let groups = match &replication {
        Ok(known) if !has_replica(known) => Ok(Vec::new()),
        Ok(_) => {
            let groups = &ports.traffic_distribution_group;
            look.ask(&[Part::Regions], || groups.list(Some(id))).await
        }
        Err(unseen) => Err(unseen.clone()),
    };
    Regions {
        replication,
        groups,
        shares: look.ask(&[Part::Shares], || center.data_shares(id)).await,
    }
}

// === impl Regions ===

impl Regions {
    pub(super) fn put(self, world: &mut World) {
        let replica = self.replication.map(|known| replica(&known));
        world.take(Part::Regions, replica, |world| &mut world.instance.replica);
        let groups = self.groups.map(|all| all.into_iter().map(group).collect());
        world.take(Part::Regions, groups, |world| {
            &mut world.instance.traffic_groups
        });
        world.take(Part::Shares, self.shares, |world| &mut world.shares);
    }
}

fn replica(known: &Replication) -> Option<Replica> {
    let listed = known.replicas.first()?;
    let status = match &listed.status {
        ReplicaStatus::Complete => "INSTANCE_REPLICATION_COMPLETE",
        ReplicaStatus::InProgress => "INSTANCE_REPLICATION_IN_PROGRESS",
        ReplicaStatus::Deleting => "INSTANCE_REPLICA_DELETING",
        ReplicaStatus::Failed(_) => "INSTANCE_REPLICATION_FAILED",
    };
    Some(Replica {
        region: listed.region.clone(),
        status: status.to_owned(),
    })
}

fn group(listed: GroupListed) -> TrafficGroup {
    let status = match listed.status {
        GroupStatus::Active => "ACTIVE",
        GroupStatus::Creating => "CREATION_IN_PROGRESS",
        GroupStatus::Updating => "UPDATE_IN_PROGRESS",
        GroupStatus::Deleting => "PENDING_DELETION",
        GroupStatus::CreationFailed => "CREATION_FAILED",
        GroupStatus::DeletionFailed => "DELETION_FAILED",
    };
    TrafficGroup {
        name: listed.named.name,
        arn: listed.named.known.arn,
        status: status.to_owned(),
        is_default: listed.is_default,
    }
}
