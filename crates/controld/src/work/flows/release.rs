//! A bundle brought to several instances, one after another.

use std::sync::Arc;

use async_trait::async_trait;
use connect_model::{Alias, Target, TargetName};
use flow_language::bundle::Bundle;
use flow_port::{Fate, Released, Stop, StopDraft, StopReport, draft_release, release};
use reconcile::{Ended, RunReport};

use super::{
    bundle_of,
    deploy::{JobKeeper, unreadable},
    moorings::{Mooring, Place, accept},
    references, stopped_port,
};
use crate::{
    jobs::{
        Accepted, Digest, Files, FlowsReleased, JobContext, JobError, JobResult, Order, Rejected,
        ReleaseStop, State, StopFate, StopOutcome, Stopped, Work,
    },
    reason,
    work::{
        ground::Ground,
        plan::{misfit, misfit_stop},
        telling,
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
        let accepted = accept(&self.0, target, stops.iter().map(place), *look)?;
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
        job.note_bundle(&bundle.digest().to_string(), files).await?;
        let mut moorings = Vec::with_capacity(stops.len());
        for stop in stops {
            moorings.push(Mooring::at(&self.0, job, place(stop), *look).await?);
        }
        let way: Vec<_> = stops.iter().zip(&moorings).map(self::stop).collect();
        if *look {
            return looked(job, &bundle, stops, &way).await;
        }
        let released = release(&bundle, &way, job.journal(), &JobKeeper(job)).await;
        let released = released.map_err(|error| stopped_port(error, &job.cancel))?;
        ended(job, stops, released)
    }
}

fn place(stop: &ReleaseStop) -> Place<'_> {
    Place {
        target: &stop.target,
        alias: &stop.alias,
        replicated_to: stop.replicated_to.as_ref(),
    }
}

fn stop<'m>((stop, mooring): (&ReleaseStop, &'m Mooring)) -> Stop<'m> {
    Stop {
        name: place(stop).name(),
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
    let came = stops.iter().zip(&released.stops);
    let outcome = |(stop, came): (&ReleaseStop, _)| outcome(&stop.target, &stop.alias, came);
    let told = JobResult::FlowsRelease(FlowsReleased {
        bundle: released.bundle.to_string(),
        stops: came.map(outcome).collect(),
    });
    finish(job, released.ended(), released.stops, told)
}

/// How the job ends: as the steps of the stops say, unless one of them was refused.
pub(super) fn finish(
    job: &JobContext,
    ended: Ended,
    stops: Vec<StopReport>,
    told: JobResult,
) -> Result<JobResult, Stopped> {
    let (mut steps, mut refused) = (Vec::new(), None);
    for stop in stops {
        steps.extend(stop.run.steps);
        refused = refused.or_else(|| refusal(&stop.name, stop.fate));
    }
    match refused {
        Some(error) if ended == Ended::Failed && !job.cancel.is_asked() => {
            Err(Stopped::at_rest(State::Failed, error, Some(told)))
        }
        _ => telling::ended(&RunReport { ended, steps }, &job.cancel, told),
    }
}

/// Why nothing more was done at a stop, where its steps do not say it.
fn refusal(stop: &str, fate: Fate) -> Option<JobError> {
    let unmet = |message: &str, findings| {
        let message = format!("{stop}: {message}");
        let error = JobError::new(reason::PRECONDITIONS_UNMET, message).with("stop", stop);
        Some(JobError { findings, ..error })
    };
    match fate {
        Fate::Refused(findings) => unmet(
            "what there is by now does not allow it; the stops before it are done, and none after it was \
             begun",
            findings,
        ),
        Fate::HalfDone(findings) => unmet(
            "part of it is there, and what there is by now does not allow the rest; the stops before it \
             are done, and none after it was begun",
            findings,
        ),
        Fate::Unseen(flow_port::Error::Observe(fault)) => {
            let setback = connect_resources::setback(&fault);
            let message = format!("{stop}: {}", setback.message);
            let error = JobError::new(setback.reason, message);
            Some(JobError {
                detail: setback.detail,
                ..error
            })
        }
        _ => None,
    }
}

fn fate(fate: &Fate) -> StopFate {
    match fate {
        Fate::Done => StopFate::Done,
        Fate::Refused(_) => StopFate::Refused,
        Fate::HalfDone(_) => StopFate::HalfDone,
        Fate::Unseen(_) | Fate::Failed => StopFate::Failed,
        Fate::NeedsAttention => StopFate::NeedsAttention,
        Fate::Cancelled => StopFate::Cancelled,
        Fate::NotBegun => StopFate::NotBegun,
    }
}

/// What became of a stop, there or on the way back.
pub(super) fn outcome(target: &TargetName, alias: &Alias, came: &StopReport) -> StopOutcome {
    let before = came.before.clone();
    StopOutcome {
        references: references(&came.told),
        outcomes: telling::outcomes(&came.run),
        changes: u32::try_from(came.changes()).unwrap_or(u32::MAX),
        before: before.and_then(|name| Digest::try_from(name).ok()),
        findings: came.fate.findings().to_vec(),
        notes: came.notes.clone(),
        ..StopOutcome::new(target.clone(), alias.clone(), fate(&came.fate))
    }
}
