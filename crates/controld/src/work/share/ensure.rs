//! A share made so, and what that would do.

use std::{collections::BTreeSet, sync::Arc};

use analytics_share::{Draft, carry_out, draft};
use async_trait::async_trait;
use connect_model::{Target, share::AnalyticsShare};
use reconcile::Ended;

use super::{
    checked, count,
    leg::{self, Leg},
    name, reading, shares_of_job,
    sides::Sides,
    stopped_share, timetable, writing,
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

/// What was seen in one Region, and what is to be done there.
struct Drawn<'g> {
    share: AnalyticsShare,
    sides: Sides<'g>,
    draft: Draft,
}

// === impl EnsureShare ===

#[async_trait]
impl Work for EnsureShare {
    fn accept(&self, order: &Order, files: &Files, target: &Target) -> Result<Accepted, Rejected> {
        let (shares, ask) = checked(&self.0, order, files)?;
        Ok(match ask {
            ShareAsk::Ensure { look: false } => writing(&self.0, target, &shares),
            _ => reading(target, &shares),
        })
    }

    async fn run(&self, job: &JobContext) -> Result<JobResult, Stopped> {
        let (shares, ask) = shares_of_job(&self.0, job)?;
        let drawn = drawn(&self.0, job, &shares, false).await?;
        let mut told = ShareEnsured {
            share: name(&shares),
            data_sets: data_sets(&drawn),
            outcomes: Vec::new(),
            changes: 0,
            steps: Vec::new(),
            reads: 0,
            schedules: Vec::new(),
        };
        if matches!(ask, ShareAsk::Ensure { look: true }) {
            told.steps = steps(job, &drawn).await?;
            told.reads = drawn.iter().map(|it| it.sides.reads()).sum();
            return Ok(result(told));
        }
        let total: usize = drawn.iter().map(|it| it.draft.plan.steps().len()).sum();
        if total > 0 {
            leg::planned(job.journal(), &shares, total).await;
        }
        let mut runs = Vec::new();
        for Drawn {
            share,
            sides,
            draft,
        } in drawn
        {
            let ended = if draft.plan.is_empty() {
                Ended::Done
            } else {
                // Whose credentials these are matters once something is written, and costs a call for
                // each.
                sides.verify().await?;
                let leg = Leg::new(job.journal(), &share);
                let done = carry_out(sides.cx(), &share, &sides.parties(), draft, leg.part()).await;
                let done = done.map_err(|error| stopped_share(leg.error(error), &job.cancel))?;
                told.changes += count(done.changes());
                let ended = done.run.ended;
                runs.push(leg.part().report(done.run));
                ended
            };
            told.reads += sides.reads();
            if ended == Ended::Done {
                // What is shared as declared is looked after as declared.
                job.schedule(timetable::timetable(job, &share)).await?;
            }
            told.schedules.extend(timetable::told(job, &share).await?);
        }
        let run = leg::joined(runs);
        told.outcomes = telling::outcomes(&run);
        telling::ended(&run, &job.cancel, result(told))
    }
}

fn result(ensured: ShareEnsured) -> JobResult {
    JobResult::Share(ShareResult::Ensure(ensured))
}

/// Looks at every Region; what stands in the way in any of them is said at once.
async fn drawn<'g>(
    ground: &'g Ground,
    job: &JobContext,
    shares: &[AnalyticsShare],
    verified: bool,
) -> Result<Vec<Drawn<'g>>, Stopped> {
    let (mut all, mut findings) = (Vec::new(), Vec::new());
    for share in shares {
        let sides = Sides::open(ground, job, share).await?;
        if verified {
            sides.verify_to_read().await?;
        }
        let leg = Leg::new(job.journal(), share);
        match draft(sides.cx(), share, &sides.parties()).await {
            Ok(draft) => all.push(Drawn {
                share: share.clone(),
                sides,
                draft,
            }),
            Err(error) => match leg.error(error) {
                analytics_share::Error::Findings(found) => findings.extend(found),
                other => return Err(stopped_share(other, &job.cancel)),
            },
        }
    }
    if findings.is_empty() {
        return Ok(all);
    }
    let error = analytics_share::Error::Findings(findings);
    Err(stopped_share(error, &job.cancel))
}

fn data_sets(drawn: &[Drawn<'_>]) -> Vec<String> {
    let all = drawn.iter().flat_map(|it| &it.draft.data_sets);
    let all: BTreeSet<&String> = all.collect();
    all.into_iter().cloned().collect()
}

/// The steps of all Regions, as ids.
async fn steps(job: &JobContext, drawn: &[Drawn<'_>]) -> Result<Vec<String>, Stopped> {
    let mut all = Vec::new();
    for it in drawn {
        all.extend(Leg::new(job.journal(), &it.share).ids(&it.draft.plan));
        all.extend(timetable::steps(job, &it.share).await?);
    }
    Ok(all)
}

// === impl GetShareStatus ===

#[async_trait]
impl Work for GetShareStatus {
    fn accept(&self, order: &Order, files: &Files, target: &Target) -> Result<Accepted, Rejected> {
        let (shares, _) = checked(&self.0, order, files)?;
        Ok(reading(target, &shares))
    }

    async fn run(&self, job: &JobContext) -> Result<JobResult, Stopped> {
        let (shares, _) = shares_of_job(&self.0, job)?;
        let drawn = drawn(&self.0, job, &shares, true).await?;
        let mut told = ShareStatus {
            share: name(&shares),
            data_sets: data_sets(&drawn),
            steps: steps(job, &drawn).await?,
            reads: drawn.iter().map(|it| it.sides.reads()).sum(),
            schedules: Vec::new(),
            alerts: Vec::new(),
        };
        for share in &shares {
            told.schedules.extend(timetable::told(job, share).await?);
            told.alerts.extend(timetable::alerts(job, share).await?);
        }
        Ok(JobResult::Share(ShareResult::Status(told)))
    }
}
