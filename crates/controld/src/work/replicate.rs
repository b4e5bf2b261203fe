//! An instance replicated into another Region.

use std::sync::Arc;

use async_trait::async_trait;
use connect_model::Target;
use connect_resiliency::{Side, pair_finding, replicate};
use connect_resources::KindId;

use super::{
    between::stopped_between,
    ground::{Ground, writing},
    plan::{misfit, misfit_stop},
    telling,
};
use crate::{
    jobs::{
        Accepted, Files, JobContext, JobResult, Order, RegionalInstance, Rejected, Replicated,
        Stopped, Work,
    },
    refusal::Violation,
};

/// Replicates an instance.
#[derive(Debug)]
pub(super) struct ReplicateCenter(pub(super) Arc<Ground>);

// === impl ReplicateCenter ===

#[async_trait]
impl Work for ReplicateCenter {
    fn accept(&self, order: &Order, _: &Files, target: &Target) -> Result<Accepted, Rejected> {
        let Order::ReplicateCenter(replicate) = order else {
            return Err(misfit());
        };
        if let Some(finding) = pair_finding(&target.region, &replicate.to) {
            let why = format!("{}; {}", finding.message, finding.remedy);
            return Err(Rejected::Violations(vec![Violation::new("to", why)]));
        }
        let kinds = [KindId::Instance, KindId::Replica];
        Ok(writing(target, &replicate.instance, kinds))
    }

    async fn run(&self, job: &JobContext) -> Result<JobResult, Stopped> {
        let Order::ReplicateCenter(order) = &job.order else {
            return Err(misfit_stop());
        };
        let (ground, alias) = (&self.0, &order.instance);
        let near = ground.footing(job, alias).await?;
        near.verify().await?;
        let far = ground.footing_in(job, &order.to, alias).await?;
        far.verify().await?;
        let (cx, journal) = (&near.cx, job.journal());
        let done = replicate(cx, near.regional(), far.regional(), order, journal).await;
        let done = done.map_err(|error| stopped_between(error, &job.cancel))?;
        let told = JobResult::Replicate(Replicated {
            source: side(&done.source),
            replica: done.replica.as_ref().map(side),
            outcomes: telling::outcomes(&done.run),
            changes: u32::try_from(done.changes()).unwrap_or(u32::MAX),
            unfollowed: done.unfollowed.clone(),
        });
        telling::ended(&done.run, &job.cancel, told)
    }
}

fn side(side: &Side) -> RegionalInstance {
    RegionalInstance {
        region: side.region.clone(),
        id: side.id.clone(),
        arn: side.arn.clone(),
        alias: side.alias.clone().unwrap_or_default(),
        status: side.status.to_owned(),
    }
}
