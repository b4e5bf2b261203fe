//! A contact centre removed.

use std::sync::Arc;

use async_trait::async_trait;
use connect_model::{Alias, Target, spec::ContactCenter};
use connect_provision::{DestroyOptions, destroy};
use connect_resources::KindId;

use super::{
    ground::{Ground, writing},
    plan::{misfit, misfit_stop},
    spec, telling,
};
use crate::{
    jobs::{
        Accepted, DestroySubject, Files, JobContext, JobResult, Order, Rejected, Stopped, Work,
    },
    refusal::Violation,
};

/// Removes a contact centre.
#[derive(Debug)]
pub(super) struct DestroyCenter(pub(super) Arc<Ground>);

// === impl DestroyCenter ===

#[async_trait]
impl Work for DestroyCenter {
    fn accept(&self, order: &Order, files: &Files, target: &Target) -> Result<Accepted, Rejected> {
        let Order::DestroyCenter {
            subject, confirm, ..
        } = order
        else {
            return Err(misfit());
        };
        let alias = match subject {
            DestroySubject::Spec(declared) => spec::checked(declared, files)?.instance.alias,
            DestroySubject::Alias(alias) => alias.clone(),
        };
        if alias != confirm.as_str() {
            let why = format!("must be the alias of what is removed, {alias}");
            return Err(Rejected::Violations(vec![Violation::new("confirm", why)]));
        }
        Ok(writing(target, &alias, KindId::ALL.iter().copied()))
    }

    async fn run(&self, job: &JobContext) -> Result<JobResult, Stopped> {
        let Order::DestroyCenter {
            subject,
            keep_instance,
            keep_numbers,
            delete_data,
            ..
        } = &job.order
        else {
            return Err(misfit_stop());
        };
        let (alias, center) = subject_of(subject, job)?;
        let footing = self.0.footing(job, &alias).await?;
        footing.verify().await?;
        self.0.quotas(&footing).await;
        let options = DestroyOptions {
            keep_instance: *keep_instance,
            keep_numbers: *keep_numbers,
            delete_data: *delete_data,
        };
        let center = center.as_ref();
        let report = destroy(&footing.cx, footing.site(), center, options, job.journal()).await;
        let report = report.map_err(|error| footing.stopped(error))?;
        let told = JobResult::Destroy(telling::destroyed(&job.subject, &report, footing.reads()));
        telling::ended(&report.run, &job.cancel, told)
    }
}

fn subject_of(
    subject: &DestroySubject,
    job: &JobContext,
) -> Result<(Alias, Option<ContactCenter>), Stopped> {
    match subject {
        DestroySubject::Alias(alias) => Ok((alias.clone(), None)),
        DestroySubject::Spec(declared) => {
            let center = spec::of_job(declared, job)?;
            Ok((center.instance.alias.clone(), Some(center)))
        }
    }
}
