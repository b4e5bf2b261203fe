//! What releases and their ways back name of earlier jobs: bundles, and what was there before.

use std::collections::BTreeMap;

use connect_model::{Region, TargetName};
use flow_port::Overwrite;
use uuid::Uuid;

use super::{
    BundleFiles, Caller, Demand, Digest, FileRef, Job, JobId, JobResult, Jobs, Order, UndoFlows,
};
use crate::refusal::{Refusal, Violation};

/// The path by which findings name what was there before.
const BEFORE: &str = "before.json";

/// A wish for the way back from a release, as it comes out of a request.
#[derive(Clone, Debug)]
pub struct BackWish {
    /// The caller's name for the request.
    pub request_id: Uuid,
    /// Whether only to check.
    pub validate_only: bool,
    /// Words by which the job can be found again.
    pub labels: BTreeMap<String, String>,
    /// Why.
    pub reason: String,
    /// Who asks.
    pub caller: Caller,
    /// The release.
    pub release: JobId,
    /// What may be written over although it was changed since.
    pub overwrite: Overwrite,
}

// === impl Jobs ===

impl Jobs {
    /// The demand with the files of the bundle that it names, if it names one.
    pub async fn with_bundle(&self, mut demand: Demand) -> Result<Demand, Refusal> {
        let Some(bundle) = demand.order.bundle_mut() else {
            return Ok(demand);
        };
        if let Some(digest) = bundle.named {
            let found = self.store().bundle(digest).await?;
            let found = found.ok_or_else(|| no_bundle(digest))?;
            *bundle = BundleFiles {
                named: Some(digest),
                ..found
            };
        }
        Ok(demand)
    }

    /// The way back from a release, as far as it came.
    pub async fn way_back(&self, wish: BackWish) -> Result<Demand, Refusal> {
        let job = self.get(wish.release).await?;
        let stops = stops(&job).map_err(|why| {
            let description = format!("jobs/{} {why}", wish.release);
            Refusal::Invalid(vec![Violation::new("release", description)])
        })?;
        Ok(Demand {
            method: "RollBackRelease",
            request_id: wish.request_id,
            validate_only: wish.validate_only,
            target: stops[0].target.clone(),
            order: Order::RollBackRelease {
                release: wish.release,
                stops,
                overwrite: wish.overwrite,
            },
            contents: BTreeMap::new(),
            labels: wish.labels,
            reason: wish.reason,
            caller: wish.caller,
        })
    }
}

fn no_bundle(digest: Digest) -> Refusal {
    Refusal::NotFound {
        kind: "bundle",
        name: format!("bundles/{digest}"),
    }
}

/// The stops that a job wrote to, in its order; at least one.
fn stops(job: &Job) -> Result<Vec<UndoFlows>, &'static str> {
    if !job.state.is_at_rest() {
        return Err("is still at work: wait for it, or cancel it");
    }
    let undo = |target: &TargetName, alias, before, replicated_to: &Option<Region>| UndoFlows {
        target: target.clone(),
        alias,
        before: FileRef {
            path: BEFORE.to_owned(),
            content: before,
        },
        replicated_to: replicated_to.clone(),
    };
    let stops: Vec<_> = match (&job.brief.order, &job.result) {
        (Order::ReleaseFlows { stops, .. }, Some(JobResult::FlowsRelease(released))) => {
            let all = stops.iter().zip(&released.stops);
            all.filter_map(|(stop, came)| {
                let (alias, before) = (stop.alias.clone(), came.before?);
                Some(undo(&stop.target, alias, before, &stop.replicated_to))
            })
            .collect()
        }
        (Order::DeployFlows { alias, .. }, Some(JobResult::FlowsDeploy(deployed))) => {
            let before = deployed.before.into_iter();
            let target = &job.brief.target;
            before
                .map(|before| undo(target, alias.clone(), before, &None))
                .collect()
        }
        (Order::ReleaseFlows { .. } | Order::DeployFlows { .. }, _) => Vec::new(),
        _ => return Err("is no release and no deploy of flows"),
    };
    if stops.is_empty() {
        return Err("wrote nothing, so there is nothing to put back");
    }
    Ok(stops)
}
