//! An instance copied into a second Region.

mod act;
mod observe;
mod plan;

use connect_model::{Alias, Region};
use connect_resources::{
    read,
    replica::{ReplicaStatus, arn_in},
};
use reconcile::{Ended, Journal, RunContext, RunReport, StepReport, run};
use serde::{Deserialize, Serialize};

use self::{
    act::Hand,
    observe::{Seen, observe},
    plan::plan,
};
use crate::{
    error::Error,
    site::{Site, id},
};

/// What to copy where.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Replicate {
    /// The alias of the instance.
    pub instance: Alias,
    /// Where the replica is to be.
    pub to: Region,
    /// Its alias; that of the instance and the Region where none is given.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub replica_alias: Option<Alias>,
}

/// What there is afterwards.
#[derive(Clone, Debug, PartialEq)]
pub struct Replicated {
    /// The instance.
    pub source: Side,
    /// The replica, as far as it is there.
    pub replica: Option<Side>,
    /// Types of resources that AWS does not follow here, so that nothing is known of them.
    pub unfollowed: Vec<String>,
    /// What became of each step; none where the instance was replicated and in step already.
    pub run: RunReport,
}

/// The instance in one of its Regions.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Side {
    /// The Region.
    pub region: String,
    /// The id, which is the same in both.
    pub id: String,
    /// The ARN.
    pub arn: String,
    /// The alias there, where it is known.
    pub alias: Option<String>,
    /// How AWS spells its state.
    pub status: &'static str,
}

/// Replicates an instance from the Region of `site` into that of `far`, and waits until AWS says that the
/// two are in step.
///
/// All that stands in the way is said before the first write. An instance that is replicated already is
/// found, and nothing is done. Safe to repeat and to resume: what an earlier try may have started is
/// looked for.
pub async fn replicate(
    cx: &RunContext,
    site: Site<'_>,
    far: Site<'_>,
    order: &Replicate,
    journal: &dyn Journal,
) -> Result<Replicated, Error> {
    let seen = observe(cx, site, far, order).await?;
    let steps = plan(order, site.region, &seen).map_err(Error::Findings)?;
    let hand = Hand::new(cx, site, &seen.instance, journal);
    let run = run(cx, &steps, journal, &hand).await?;
    let mut unfollowed = hand.unfollowed();
    unfollowed.extend(seen.unfollowed.iter().cloned());
    unfollowed.sort();
    unfollowed.dedup();
    let replica = replica(cx, site, far, order, &seen, &run).await?;
    Ok(Replicated {
        source: source(site, &seen),
        replica,
        unfollowed,
        run,
    })
}

fn source(site: Site<'_>, seen: &Seen) -> Side {
    let known = &seen.instance.known;
    Side {
        region: site.region.to_string(),
        id: known.id.clone(),
        arn: known.arn.clone(),
        alias: Some(seen.instance.name.clone()),
        status: "ACTIVE",
    }
}

/// The replica as it is now. A run that did nothing is believed what was seen before.
async fn replica(
    cx: &RunContext,
    site: Site<'_>,
    far: Site<'_>,
    order: &Replicate,
    seen: &Seen,
    run: &RunReport,
) -> Result<Option<Side>, Error> {
    let known = &seen.instance.known;
    let (replication, listed) = if run.steps.is_empty() {
        (seen.replication.clone(), seen.far.clone())
    } else {
        let (port, id) = (&site.ports.replica, id(&seen.instance));
        let replication = read(cx, || port.replication(&id)).await;
        let listed = read(cx, || far.ports.instance.list()).await;
        match (replication, listed, run.ended) {
            (Ok(replication), Ok(listed), _) => (replication, listed),
            // What went wrong before says more than that it cannot be looked at.
            (_, _, ended) if ended != Ended::Done => return Ok(None),
            (Err(fault), ..) | (_, Err(fault), _) => return Err(fault.into()),
        }
    };
    let replica = replication.in_region(order.to.as_str());
    Ok(replica.map(|replica| Side {
        region: replica.region.clone(),
        id: known.id.clone(),
        arn: arn_in(&known.arn, &replica.region),
        alias: listed
            .iter()
            .find(|named| named.known.id == known.id)
            .map(|named| named.name.clone()),
        status: word(&replica.status),
    }))
}

fn word(status: &ReplicaStatus) -> &'static str {
    match status {
        ReplicaStatus::Complete => "INSTANCE_REPLICATION_COMPLETE",
        ReplicaStatus::InProgress => "INSTANCE_REPLICATION_IN_PROGRESS",
        ReplicaStatus::Deleting => "INSTANCE_REPLICA_DELETING",
        ReplicaStatus::Failed(_) => "INSTANCE_REPLICATION_FAILED",
    }
}

// === impl Replicated ===

impl Replicated {
    /// How many steps changed something in AWS: one, where the replica was made.
    pub fn changes(&self) -> usize {
        let made = |(id, report): &&(reconcile::StepId, StepReport)| {
            id.as_str().ends_with(plan::CREATE) && matches!(report, StepReport::Done(_))
        };
        self.run.steps.iter().filter(made).count()
    }
}
