//! A share made so, and what that would do.

use std::sync::Arc;

use analytics_share::{carry_out, draft};
use async_trait::async_trait;
use connect_model::Target;

use super::{checked, count, ids, reading, share_of_job, sides::Sides, stopped_share, writing};
use crate::{
    jobs::{
        Accepted, Files, JobContext, JobResult, Order, Rejected, ShareAsk, ShareEnsured,
        ShareResult, ShareStatus, Stopped, Work,
    },
    work::{ground::Ground, telling},
};

/// Makes a share so.
#[derive(Debug)]
pub(in crate::work) struct EnsureShare(pub(in crate::work) Arc<Ground>);

/// Finds out what that would do.
#[derive(Debug)]
pub(in crate::work) struct GetShareStatus(pub(in crate::work) Arc<Ground>);

// === impl EnsureShare ===

#[async_trait]
impl Work for EnsureShare {
    fn accept(&self, order: &Order, files: &Files, target: &Target) -> Result<Accepted, Rejected> {
        let (share, ask) = checked(&self.0, order, files)?;
        Ok(match ask {
            ShareAsk::Ensure { look: false } => writing(&self.0, target, &share),
            _ => reading(target, &share),
        })
    }

    async fn run(&self, job: &JobContext) -> Result<JobResult, Stopped> {
        let (share, ask) = share_of_job(&self.0, job)?;
        let sides = Sides::open(&self.0, job, &share).await?;
        let (cx, parties) = (sides.cx(), sides.parties());
        let drawn = draft(cx, &share, &parties).await;
        let drawn = drawn.map_err(|error| stopped_share(error, &job.cancel))?;
        let steps = ids(&drawn.plan);
        let mut told = ShareEnsured {
            share: share.name.clone(),
            data_sets: drawn.data_sets.clone(),
            outcomes: Vec::new(),
            changes: 0,
            steps: Vec::new(),
            reads: sides.reads(),
        };
        if matches!(ask, ShareAsk::Ensure { look: true }) {
            told.steps = steps;
            return Ok(result(told));
        }
        if steps.is_empty() {
            return Ok(result(told));
        }
        // Whose credentials these are matters once something is written, and costs a call for each.
        sides.verify().await?;
        let done = carry_out(cx, &share, &parties, drawn, job.journal()).await;
        let done = done.map_err(|error| stopped_share(error, &job.cancel))?;
        told.outcomes = telling::outcomes(&done.run);
        told.changes = count(done.changes());
        told.reads = sides.reads();
        telling::ended(&done.run, &job.cancel, result(told))
    }
}

fn result(ensured: ShareEnsured) -> JobResult {
    JobResult::Share(ShareResult::Ensure(ensured))
}

// === impl GetShareStatus ===

#[async_trait]
impl Work for GetShareStatus {
    fn accept(&self, order: &Order, files: &Files, target: &Target) -> Result<Accepted, Rejected> {
        let (share, _) = checked(&self.0, order, files)?;
        Ok(reading(target, &share))
    }

    async fn run(&self, job: &JobContext) -> Result<JobResult, Stopped> {
        let (share, _) = share_of_job(&self.0, job)?;
        let sides = Sides::open(&self.0, job, &share).await?;
        sides.verify_to_read().await?;
        let drawn = draft(sides.cx(), &share, &sides.parties()).await;
        let drawn = drawn.map_err(|error| stopped_share(error, &job.cancel))?;
        Ok(JobResult::Share(ShareResult::Status(ShareStatus {
            share: share.name,
            data_sets: drawn.data_sets,
            steps: ids(&drawn.plan),
            reads: sides.reads(),
        })))
    }
}
