//! Replicas: the same instance in a second Region (Global Resiliency).
//!
//! A replica has the id of its source and an ARN of its own. What AWS mirrors is mirrored at once, in
//! both directions; see `mirror`. AWS only replicates instances of accounts that it has approved,
//! which is not asked for here.

pub(super) mod lag;
pub(super) mod mirror;

use std::time::Duration;

use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use super::{
    errors, instance,
    state::{self, Instance},
    traffic,
};
use crate::{
    context::Ctx,
    error::AwsError,
    faults::Stuck,
    place::Region,
    time::Time,
    world::{Progress, Settling},
};

/// What an instance knows of its twin. Source and replica have the same.
#[derive(Debug, Clone, Serialize)]
pub(super) struct Replication {
    pub(super) source: Region,
    pub(super) replica: Region,
    progress: Settling,
    /// Until when something counts as behind.
    counted_until: Time,
    /// When the deletion of the replica takes effect.
    pub(super) replica_gone_at: Option<Time>,
    /// Whether traffic between the Regions is turned off.
    isolated: bool,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub(super) struct Replicate {
    instance_id: String,
    replica_region: String,
    replica_alias: Option<String>,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub(super) struct Named {
    instance_id: String,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub(super) struct Route {
    instance_id: String,
    isolated_all: bool,
}

/// From where to where instances are replicated (administrator guide).
const PAIRS: &[(&str, &str)] = &[
    ("ap-northeast-1", "ap-northeast-3"),
    ("eu-central-1", "eu-west-2"),
    ("eu-west-2", "eu-central-1"),
    ("us-east-1", "us-west-2"),
    ("us-west-2", "us-east-1"),
];

/// A choice: AWS does not say how long the first copy takes.
const REPLICATION: Duration = Duration::from_mins(2);

pub(super) fn replicate(ctx: &mut Ctx<'_>, input: Replicate) -> Result<Value, AwsError> {
    let region = Region::new(&input.replica_region);
    let instance = state::open(ctx, &input.instance_id)?;
    check(ctx, instance, &region)?;
    let alias = input.replica_alias.or_else(|| instance.alias.clone());
    let alias = alias.ok_or_else(|| errors::invalid_request("A replica needs a ReplicaAlias."))?;
    if Some(&alias) != instance.alias.as_ref() {
        instance::check_free(ctx, &alias)?;
    }
    let stuck = ctx.stuck(&["INSTANCE_REPLICATION_FAILED"]);
    let done_at = ctx.done_after(REPLICATION);
    let failed = stuck.clone().map(|stuck| Stuck {
        state: "CREATION_FAILED".to_owned(),
        ..stuck
    });
    let replication = Replication {
        source: ctx.region.clone(),
        replica: region.clone(),
        progress: Settling::until(done_at, stuck),
        counted_until: ctx.done_after(REPLICATION + lag::COUNTED),
        replica_gone_at: None,
        isolated: false,
    };
    let mut replica = mirror::twin(instance, ctx.region, &region);
    replica.alias = Some(alias);
    replica.created = ctx.now;
    replica.creation = Settling::until(done_at, failed);
    replica.replication = Some(replication.clone());
    let answer = json!({ "Id": replica.id, "Arn": replica.arn });
    let id = replica.id.clone();
    state::open_mut(ctx, &id)?.replication = Some(replication);
    let state = ctx.world.connect.at(ctx.account, &region);
    state.instances.insert(id.clone(), replica);
    traffic::found_default(ctx, &id)?;
    Ok(answer)
}

pub(super) fn routing(ctx: &mut Ctx<'_>, input: Named) -> Result<Value, AwsError> {
    let replication = replicated(state::open(ctx, &input.instance_id)?)?;
    let regions: Vec<&Region> = if replication.isolated {
        vec![&replication.source, &replication.replica]
    } else {
        Vec::new()
    };
    Ok(json!({ "IsolatedRegions": regions }))
}

pub(super) fn route(ctx: &mut Ctx<'_>, input: Route) -> Result<Value, AwsError> {
    replicated(state::open(ctx, &input.instance_id)?)?;
    let instance = state::open_mut(ctx, &input.instance_id)?;
    if let Some(replication) = &mut instance.replication {
        replication.isolated = input.isolated_all;
    }
    Ok(json!({}))
}

/// The replication of an instance that has a twin.
pub(super) fn replicated(instance: &Instance) -> Result<&Replication, AwsError> {
    let replication = instance.replication.as_ref();
    replication.ok_or_else(|| {
        errors::invalid_request(&format!("Instance {} is not replicated.", instance.id))
    })
}

fn check(ctx: &Ctx<'_>, instance: &Instance, region: &Region) -> Result<(), AwsError> {
    if instance.replication.is_some() {
        return Err(errors::invalid_request(
            "The instance is replicated already.",
        ));
    }
    if instance.identity != "SAML" {
        return Err(errors::invalid_request(
            "Only instances with the identity type SAML can be replicated.",
        ));
    }
    if !PAIRS.contains(&(ctx.region.as_str(), region.as_str())) {
        return Err(errors::invalid_request(&format!(
            "Instances of {} are not replicated to {region}.",
            ctx.region
        )));
    }
    let limit = ctx.quota("replicas");
    let mut states = ctx.world.connect.of(ctx.account);
    let held = states.by_ref().flat_map(|state| state.instances.values());
    let replicas = held.filter(|instance| {
        let replication = instance.replication.as_ref();
        replication.is_some_and(|of| instance.arn.contains(of.replica.as_str()))
    });
    if replicas.count() as u64 >= limit {
        return Err(errors::quota_exceeded("replicas", limit));
    }
    Ok(())
}

// === impl Replication ===

impl Replication {
    /// The Region of the twin of the instance in `region`.
    pub(super) fn other(&self, region: &Region) -> &Region {
        if *region == self.source {
            &self.replica
        } else {
            &self.source
        }
    }

    pub(super) fn is_done(&self, now: Time) -> bool {
        self.progress.is_done(now)
    }

    /// `ReplicationConfiguration`.
    pub(super) fn shown(&self, id: &str, now: Time) -> Value {
        let (status, reason) = match self.progress.at(now) {
            _ if self.replica_gone_at.is_some() => ("INSTANCE_REPLICA_DELETING", None),
            Progress::UnderWay => ("INSTANCE_REPLICATION_IN_PROGRESS", None),
            Progress::Done => ("INSTANCE_REPLICATION_COMPLETE", None),
            Progress::Stuck(stuck) => (stuck.state.as_str(), Some(&stuck.reason)),
        };
        json!({
            "ReplicationStatusSummaryList": [{
                "Region": self.replica,
                "ReplicationStatus": status,
                "ReplicationStatusReason": reason,
            }],
            "SourceRegion": self.source,
            "GlobalSignInEndpoint": format!("https://{}.sign-in.connect.aws/saml/{id}", self.source),
        })
    }
}
