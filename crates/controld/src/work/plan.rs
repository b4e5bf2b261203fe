//! What has to be done to a contact centre.

use std::sync::Arc;

use async_trait::async_trait;
use connect_model::Target;
use connect_provision::{PlanOptions, draft};

use super::{
    ground::{Ground, reading},
    spec, telling,
};
use crate::jobs::{
    Accepted, Files, JobContext, JobError, JobResult, Order, PlanId, Rejected, Stopped, Work,
};

/// Finds out what has to be done to a contact centre.
#[derive(Debug)]
pub(super) struct PlanCenter(pub(super) Arc<Ground>);

// === impl PlanCenter ===

#[async_trait]
impl Work for PlanCenter {
    fn accept(&self, order: &Order, files: &Files, target: &Target) -> Result<Accepted, Rejected> {
        let Some(declared) = order.spec() else {
            return Err(misfit());
        };
        let center = spec::checked(declared, files)?;
        Ok(reading(target, &center.instance.alias))
    }

    async fn run(&self, job: &JobContext) -> Result<JobResult, Stopped> {
        let Order::PlanCenter {
            spec: declared,
            options,
            ..
        } = &job.order
        else {
            return Err(misfit_stop());
        };
        let center = spec::of_job(declared, job)?;
        let footing = self.0.footing(job, &center.instance.alias).await?;
        footing.verify_to_read().await?;
        let known = self.0.quotas(&footing).await;
        let note = known.note();
        let options = PlanOptions {
            quotas: known.quotas,
            ..options.into()
        };
        let (_, blueprint) = draft(&footing.cx, footing.site(), &center, &options)
            .await
            .map_err(|error| footing.stopped(error))?;
        let mut plan = telling::plan(&job.subject, &blueprint, footing.reads());
        plan.id = job.order.keeps_plan().then(|| PlanId::of(job.id));
        let told = self.0.told(footing.target());
        for note in note.into_iter().chain(telling::rates(&blueprint, &told)) {
            telling::remark(&mut plan, note);
        }
        Ok(JobResult::Plan(plan))
    }
}

/// An order of another kind than the work.
pub(super) fn misfit() -> Rejected {
    Rejected::Violations(vec![crate::refusal::Violation::new(
        "order",
        "is of another kind",
    )])
}

/// The same, once the job is there.
pub(super) fn misfit_stop() -> Stopped {
    Stopped::failed(JobError::new(
        crate::reason::SPEC_INVALID,
        "the order is of another kind",
    ))
}
