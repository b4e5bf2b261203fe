//! IAM policies for some work.

use std::sync::Arc;

use async_trait::async_trait;
use connect_model::Target;

use super::{
    ask_of,
    desk::Desk,
    source::{accepted, made, name},
};
use crate::{
    jobs::{
        Accepted, Files, GovernanceAsk, GovernanceResult, JobContext, JobResult, Order, Rejected,
        Stopped, Work,
    },
    work::{
        ground::Ground,
        plan::{misfit, misfit_stop},
    },
};

/// Says which IAM policy some work takes.
#[derive(Debug)]
pub(in crate::work) struct GeneratePolicy(pub(in crate::work) Arc<Ground>);

// === impl GeneratePolicy ===

#[async_trait]
impl Work for GeneratePolicy {
    fn accept(&self, order: &Order, files: &Files, target: &Target) -> Result<Accepted, Rejected> {
        let Some(GovernanceAsk::Policy(wish)) = ask_of(order) else {
            return Err(misfit());
        };
        accepted(wish, files, target)
    }

    async fn run(&self, job: &JobContext) -> Result<JobResult, Stopped> {
        let Some(GovernanceAsk::Policy(wish)) = ask_of(&job.order) else {
            return Err(misfit_stop());
        };
        let desk = Desk::open(&self.0, job).await?;
        if wish.alias.is_some() {
            desk.verify_to_read().await?;
        }
        let told = made(&desk, job, wish).await?.told(&name(wish, None));
        Ok(JobResult::Governance(GovernanceResult::Policy(told)))
    }
}
