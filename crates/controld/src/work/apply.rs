//! A contact centre brought to its declared state.

use std::sync::Arc;

use async_trait::async_trait;
use connect_model::Target;
use connect_provision::{ApplyOptions, PlanOptions, apply_if};

use super::{
    gate::PlanGate,
    ground::{Ground, writing},
    kinds,
    plan::{misfit, misfit_stop},
    spec, telling,
};
use crate::jobs::{Accepted, Files, JobContext, JobResult, Order, Rejected, Stopped, Work};

/// Brings a contact centre to its declared state.
#[derive(Debug)]
pub(super) struct ApplyCenter(pub(super) Arc<Ground>);

// === impl ApplyCenter ===

#[async_trait]
impl Work for ApplyCenter {
    fn accept(&self, order: &Order, files: &Files, target: &Target) -> Result<Accepted, Rejected> {
        let Some(declared) = order.spec() else {
            return Err(misfit());
        };
        let center = spec::checked(declared, files)?;
        let kinds = kinds::written(&center, order);
        Ok(writing(target, &center.instance.alias, kinds))
    }

    async fn run(&self, job: &JobContext) -> Result<JobResult, Stopped> {
        let Order::ApplyCenter {
            spec: declared,
            plan_digest,
            plan,
            options,
        } = &job.order
        else {
            return Err(misfit_stop());
        };
        let center = spec::of_job(declared, job)?;
        let gate = PlanGate::of(job, *plan).await?;
        let footing = self.0.footing(job, &center.instance.alias).await?;
        footing.verify().await?;
        let known = self.0.quotas(&footing).await;
        if let Some(note) = known.note() {
            job.say(note).await;
        }
        // A job that has begun has moved the world itself.
        let digest = plan_digest.as_deref().filter(|_| !gate.has_begun());
        let digest = digest.map(|text| text.trim_start_matches(telling::DIGEST_PREFIX).to_owned());
        let wanted = PlanOptions {
            quotas: known.quotas,
            ..options.into()
        };
        let options = ApplyOptions {
            plan: wanted,
            digest,
        };
        let (cx, site) = (&footing.cx, footing.site());
        let report = apply_if(cx, site, &center, &options, job.journal(), &gate).await;
        let report = report.map_err(|turned| turned.stopped(&footing))?;
        let mut applied = telling::applied(&job.subject, &report, footing.reads());
        applied.plan.id = *plan;
        let told = JobResult::Apply(applied);
        telling::ended(&report.run, &job.cancel, told)
    }
}
