//! A bundle brought to an instance.

use std::sync::Arc;

use async_trait::async_trait;
use connect_model::Target;
use connect_resources::KindId;
use flow_language::bundle::Bundle;
use flow_port::{Deploy, Keeper, deploy, draft, left};
use reconcile::JournalError;

use super::{bundle_of, moorings::Place, references, site, stopped_port};
use crate::{
    jobs::{
        Accepted, Digest, Files, FlowsDeployed, JobContext, JobError, JobResult, Order, Rejected,
        Stopped, Work,
    },
    reason,
    work::{
        ground::{Footing, Ground, reading, writing},
        plan::{misfit, misfit_stop},
        telling,
    },
};

/// Brings a bundle to an instance.
#[derive(Debug)]
pub(in crate::work) struct DeployFlows(pub(in crate::work) Arc<Ground>);

/// Keeps documents with the job.
pub(super) struct JobKeeper<'j>(pub(super) &'j JobContext);

// === impl DeployFlows ===

#[async_trait]
impl Work for DeployFlows {
    fn accept(&self, order: &Order, files: &Files, target: &Target) -> Result<Accepted, Rejected> {
        let Order::DeployFlows {
            alias,
            bundle,
            look,
            ..
        } = order
        else {
            return Err(misfit());
        };
        bundle_of(bundle, files)?;
        let kinds = [KindId::Flow, KindId::Module, KindId::Prompt];
        Ok(if *look {
            reading(target, alias)
        } else {
            writing(target, alias, kinds)
        })
    }

    async fn run(&self, job: &JobContext) -> Result<JobResult, Stopped> {
        let Order::DeployFlows {
            alias,
            bundle: files,
            deploy,
            look,
        } = &job.order
        else {
            return Err(misfit_stop());
        };
        let bundle = bundle_of(files, job.files()).map_err(unreadable)?;
        job.note_bundle(bundle.digest(), files).await?;
        let footing = self.0.footing(job, alias).await?;
        if *look {
            footing.verify_to_read().await?;
            return looked(job, &footing, &bundle, deploy).await;
        }
        footing.verify().await?;
        deployed(job, &footing, &bundle, deploy).await
    }
}

async fn looked(
    job: &JobContext,
    footing: &Footing,
    bundle: &Bundle,
    options: &Deploy,
) -> Result<JobResult, Stopped> {
    let calls = footing.session.flow_calls();
    let seen = draft(&footing.cx, site(footing, &calls), bundle, options).await;
    let seen = seen.map_err(|error| stopped_port(error, &job.cancel))?;
    let steps = seen.plan.steps().iter();
    Ok(JobResult::FlowsDeploy(FlowsDeployed {
        bundle: bundle.digest().to_string(),
        references: references(&seen.told),
        steps: steps.map(|step| step.id.to_string()).collect(),
        ..FlowsDeployed::default()
    }))
}

async fn deployed(
    job: &JobContext,
    footing: &Footing,
    bundle: &Bundle,
    options: &Deploy,
) -> Result<JobResult, Stopped> {
    let (calls, keeper) = (footing.session.flow_calls(), JobKeeper(job));
    let site = site(footing, &calls);
    let report = deploy(&footing.cx, site, bundle, options, job.journal(), &keeper).await;
    let report = match report {
        Ok(report) => report,
        Err(error) => return Err(cut_short(job, footing, bundle, error).await?),
    };
    let before = report.before.clone();
    let before = before.and_then(|name| Digest::try_from(name).ok());
    let told = JobResult::FlowsDeploy(FlowsDeployed {
        bundle: bundle.digest().to_string(),
        references: references(&report.told),
        outcomes: telling::outcomes(&report.run),
        changes: u32::try_from(report.changes()).unwrap_or(u32::MAX),
        before,
        steps: Vec::new(),
    });
    telling::ended(&report.run, &job.cancel, told)
}

/// How a deploy ends that came to no write. What an earlier run of the job wrote stays, so its way back is
/// told all the same.
async fn cut_short(
    job: &JobContext,
    footing: &Footing,
    bundle: &Bundle,
    error: flow_port::Error,
) -> Result<Stopped, Stopped> {
    let before = left(job.journal()).await?;
    let (before, failure) = match (before, stopped_port(error, &job.cancel)) {
        (Some(before), Stopped::AtRest(failure)) => (before, failure),
        (_, stopped) => return Ok(stopped),
    };
    let told = JobResult::FlowsDeploy(FlowsDeployed {
        bundle: bundle.digest().to_string(),
        before: Digest::try_from(before).ok(),
        ..FlowsDeployed::default()
    });
    let error = after_writes(job, footing, failure.error);
    Ok(Stopped::at_rest(failure.state, error, Some(told)))
}

/// The error of a job that wrote before: nothing says any more that nothing was written.
pub(super) fn after_writes(job: &JobContext, footing: &Footing, error: JobError) -> JobError {
    if error.reason != reason::PRECONDITIONS_UNMET {
        return error;
    }
    let place = Place {
        target: &job.target,
        alias: &footing.scope.alias,
        replicated_to: None,
    };
    let stop = place.name();
    let rest = "what there is by now does not allow the rest; what was written before stays";
    let refused = JobError::new(reason::RELEASE_REFUSED, format!("{stop}: {rest}"));
    JobError {
        findings: error.findings,
        ..refused.with("stop", stop)
    }
}

/// It was read when the job was accepted, so trouble here means that a newer version of the program
/// reads it otherwise.
pub(super) fn unreadable(rejected: Rejected) -> Stopped {
    let findings = match rejected {
        Rejected::Findings(findings) => findings,
        Rejected::Violations(_) => Vec::new(),
    };
    let error = JobError::new(reason::SPEC_INVALID, "the bundle cannot be read");
    Stopped::failed(JobError { findings, ..error })
}

// === impl JobKeeper ===

#[async_trait]
impl Keeper for JobKeeper<'_> {
    async fn keep(&self, content: Vec<u8>) -> Result<String, JournalError> {
        Ok(self.0.preserve(content).await?.to_string())
    }
}
