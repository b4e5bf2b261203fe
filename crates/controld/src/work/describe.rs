//! A contact centre as it stands.

use std::sync::Arc;

use async_trait::async_trait;
use connect_model::Target;
use connect_provision::describe;

use super::{
    ground::{Ground, reading},
    plan::{misfit, misfit_stop},
    telling,
};
use crate::jobs::{
    Accepted, Described, Files, JobContext, JobResult, Order, Rejected, Stopped, Work,
};

/// Shows a contact centre.
#[derive(Debug)]
pub(super) struct DescribeCenter(pub(super) Arc<Ground>);

// === impl DescribeCenter ===

#[async_trait]
impl Work for DescribeCenter {
    fn accept(&self, order: &Order, _: &Files, target: &Target) -> Result<Accepted, Rejected> {
        match order {
            Order::DescribeCenter { alias } => Ok(reading(target, alias)),
            _ => Err(misfit()),
        }
    }

    async fn run(&self, job: &JobContext) -> Result<JobResult, Stopped> {
        let Order::DescribeCenter { alias } = &job.order else {
            return Err(misfit_stop());
        };
        let footing = self.0.footing(job, alias).await?;
        footing.verify_to_read().await?;
        let outputs = describe(&footing.cx, footing.site())
            .await
            .map_err(|error| footing.stopped(error))?;
        let center = telling::center(&job.subject, &outputs);
        Ok(JobResult::Describe(Described {
            center,
            reads: footing.reads(),
        }))
    }
}
