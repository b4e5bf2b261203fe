//! A bundle brought to several instances, one after another.

use std::sync::Arc;

use async_trait::async_trait;
use connect_model::Target;
use flow_language::bundle::Bundle;
use flow_port::{Released, Stop, StopDraft, draft_release, release, standing};

use super::{
    bundle_of,
    deploy::{JobKeeper, unreadable},
    moorings::{Mooring, Place, accept},
    references, stopped_port,
    stops::{came, finish, is_written},
};
use crate::{
    jobs::{
        Accepted, Files, FlowsReleased, JobContext, JobResult, Order, Rejected, ReleaseStop,
        StopFate, StopOutcome, Stopped, Work,
    },
    work::{
        ground::Ground,
        plan::{misfit, misfit_stop},
    },
};

/// Brings a bundle to several instances.
#[derive(Debug)]
pub(in crate::work) struct ReleaseFlows(pub(in crate::work) Arc<Ground>);

// === impl ReleaseFlows ===

#[async_trait]
impl Work for ReleaseFlows {
    fn accept(&self, order: &Order, files: &Files, target: &Target) -> Result<Accepted, Rejected> {
        let Order::ReleaseFlows {
            bundle,
            stops,
            look,
        } = order
        else {
            return Err(misfit());
        };
        let accepted = accept(&self.0, target, stops.iter().map(Place::from), *look)?;
        bundle_of(bundle, files)?;
        Ok(accepted)
    }

    async fn run(&self, job: &JobContext) -> Result<JobResult, Stopped> {
        let Order::ReleaseFlows {
            bundle: files,
            stops,
            look,
        } = &job.order
        else {
            return Err(misfit_stop());
        };
        let bundle = bundle_of(files, job.files()).map_err(unreadable)?;
        job.note_bundle(bundle.digest(), files).await?;
        let moorings = match self.moor(job, stops, *look).await {
            Ok(moorings) => moorings,
            Err(stopped) => return Err(cut_short(job, &bundle, stops, stopped).await?),
        };
        let way: Vec<_> = stops.iter().zip(&moorings).map(self::stop).collect();
        if *look {
            return looked(job, &bundle, stops, &way).await;
        }
        let released = release(&bundle, &way, job.journal(), &JobKeeper(job)).await;
        let released = released.map_err(|error| stopped_port(error, &job.cancel))?;
        ended(job, stops, released)
    }
}

impl ReleaseFlows {
    async fn moor(
        &self,
        job: &JobContext,
        stops: &[ReleaseStop],
        look: bool,
    ) -> Result<Vec<Mooring>, Stopped> {
        let mut moorings = Vec::with_capacity(stops.len());
        for stop in stops {
            moorings.push(Mooring::at(&self.0, job, stop.into(), look).await?);
        }
        Ok(moorings)
    }
}

/// How a release ends that comes to no instance. What an earlier run of the job wrote stays, so the ways
/// back are told all the same.
async fn cut_short(
    job: &JobContext,
    bundle: &Bundle,
    stops: &[ReleaseStop],
    stopped: Stopped,
) -> Result<Stopped, Stopped> {
    let names: Vec<_> = stops.iter().map(|stop| Place::from(stop).name()).collect();
    let left = standing(job.journal(), &names).await?;
    let failure = match stopped {
        Stopped::AtRest(failure) if left.iter().any(is_written) => failure,
        stopped => return Ok(stopped),
    };
    let told = JobResult::FlowsRelease(FlowsReleased {
        bundle: bundle.digest().to_string(),
        stops: came(stops, &left),
    });
    Ok(Stopped::at_rest(failure.state, failure.error, Some(told)))
}

fn stop<'m>((stop, mooring): (&ReleaseStop, &'m Mooring)) -> Stop<'m> {
    Stop {
        name: Place::from(stop).name(),
        cx: mooring.footing().cx.clone(),
        site: mooring.site(),
        deploy: stop.deploy.clone(),
        replica: mooring.replica(),
    }
}

async fn looked(
    job: &JobContext,
    bundle: &Bundle,
    stops: &[ReleaseStop],
    way: &[Stop<'_>],
) -> Result<JobResult, Stopped> {
    let seen = draft_release(bundle, way).await;
    let seen = seen.map_err(|error| stopped_port(error, &job.cancel))?;
    let outcome = |(stop, draft): (&ReleaseStop, StopDraft)| StopOutcome {
        references: references(&draft.told),
        steps: draft.steps,
        ..StopOutcome::new(stop.target.clone(), stop.alias.clone(), StopFate::Looked)
    };
    Ok(JobResult::FlowsRelease(FlowsReleased {
        bundle: bundle.digest().to_string(),
        stops: stops.iter().zip(seen).map(outcome).collect(),
    }))
}

fn ended(
    job: &JobContext,
    stops: &[ReleaseStop],
    released: Released,
) -> Result<JobResult, Stopped> {
    let told = JobResult::FlowsRelease(FlowsReleased {
        bundle: released.bundle.to_string(),
        stops: came(stops, &released.stops),
    });
    finish(job, released.ended(), released.stops, told)
}
