//! A share made so, and what that would do.

use std::sync::Arc;

use analytics_share::{carry_out, draft};
use async_trait::async_trait;
use connect_model::{Target, share::AnalyticsShare};
use reconcile::Ended;

use super::{
    checked, count, ids, reading, share_of_job, sides::Sides, stopped_share, timetable, writing,
};
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
            schedules: Vec::new(),
        };
        if matches!(ask, ShareAsk::Ensure { look: true }) {
            told.steps = steps;
            told.steps.extend(timetable::steps(job, &share).await?);
            return Ok(result(told));
        }
        if steps.is_empty() {
            return kept(job, &share, told).await;
        }
        // Whose credentials these are matters once something is written, and costs a call for each.
        sides.verify().await?;
        let done = carry_out(cx, &share, &parties, drawn, job.journal()).await;
        let done = done.map_err(|error| stopped_share(error, &job.cancel))?;
        told.outcomes = telling::outcomes(&done.run);
        told.changes = count(done.changes());
        told.reads = sides.reads();
        if done.run.ended != Ended::Done {
            return telling::ended(&done.run, &job.cancel, result(told));
        }
        kept(job, &share, told).await
    }
}

/// What is shared as declared is looked after as declared.
async fn kept(
    job: &JobContext,
    share: &AnalyticsShare,
    mut told: ShareEnsured,
) -> Result<JobResult, Stopped> {
    job.schedule(timetable::timetable(job, share)).await?;
    told.schedules = timetable::told(job).await?;
    Ok(result(told))
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
        let mut steps = ids(&drawn.plan);
        steps.extend(timetable::steps(job, &share).await?);
        Ok(JobResult::Share(ShareResult::Status(ShareStatus {
            share: share.name,
            data_sets: drawn.data_sets,
            steps,
            reads: sides.reads(),
            schedules: timetable::told(job).await?,
            alerts: timetable::alerts(job).await?,
        })))
    }
}
