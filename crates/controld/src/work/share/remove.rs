//! A share removed.

use std::sync::Arc;

use analytics_share::{Kept, Removal, draft_removal, remove};
use async_trait::async_trait;
use connect_model::{Region, Target};

use super::{
    checked, count,
    leg::{self, Leg},
    name, reading, shares_of_job,
    sides::Sides,
    stopped_share, timetable, writing,
};
use crate::{
    jobs::{
        Accepted, Files, JobContext, JobResult, KeptOfShare, Order, Rejected, ShareAsk,
        ShareRemoved, ShareResult, Stopped, Work,
    },
    refusal::Violation,
    work::{
        ground::Ground,
        plan::{misfit, misfit_stop},
        telling,
    },
};

/// Removes a share.
#[derive(Debug)]
pub(in crate::work) struct RemoveShare(pub(in crate::work) Arc<Ground>);

// === impl RemoveShare ===

#[async_trait]
impl Work for RemoveShare {
    fn accept(&self, order: &Order, files: &Files, target: &Target) -> Result<Accepted, Rejected> {
        let (shares, ask) = checked(&self.0, order, files)?;
        let share = name(&shares);
        let ShareAsk::Remove { confirm, look, .. } = ask else {
            return Err(misfit());
        };
        if confirm != share {
            let why = format!("must be the name of what is removed, {share}");
            return Err(Rejected::Violations(vec![Violation::new("confirm", why)]));
        }
        Ok(if look {
            reading(target, &shares)
        } else {
            writing(&self.0, target, &shares)
        })
    }

    async fn run(&self, job: &JobContext) -> Result<JobResult, Stopped> {
        let (shares, ask) = shares_of_job(&self.0, job)?;
        let ShareAsk::Remove {
            delete_data, look, ..
        } = ask
        else {
            return Err(misfit_stop());
        };
        let removal = Removal { delete_data };
        let mut told = ShareRemoved {
            share: name(&shares),
            outcomes: Vec::new(),
            changes: 0,
            kept: Vec::new(),
            steps: Vec::new(),
        };
        let mut runs = Vec::new();
        for share in &shares {
            let sides = Sides::open(&self.0, job, share).await?;
            let (cx, parties) = (sides.cx(), sides.parties());
            let leg = Leg::new(job.journal(), share);
            let stopped = |error| stopped_share(leg.error(error), &job.cancel);
            let kept = |it: Kept| kept(it, share.region.as_ref());
            if look {
                sides.verify_to_read().await?;
                let drawn = draft_removal(cx, share, &parties, &removal).await;
                let drawn = drawn.map_err(stopped)?;
                told.kept.extend(drawn.kept.into_iter().map(kept));
                told.steps.extend(leg.ids(&drawn.plan));
                continue;
            }
            sides.verify().await?;
            // Nothing is started any more while it goes.
            job.schedule(timetable::nothing(share)).await?;
            let done = remove(cx, share, &parties, &removal, leg.part()).await;
            let done = done.map_err(stopped)?;
            told.changes += count(done.changes());
            told.kept.extend(done.kept.into_iter().map(kept));
            runs.push(leg.part().report(done.run));
        }
        if look {
            return Ok(result(told));
        }
        let run = leg::joined(runs);
        told.outcomes = telling::outcomes(&run);
        telling::ended(&run, &job.cancel, result(told))
    }
}

fn result(removed: ShareRemoved) -> JobResult {
    JobResult::Share(ShareResult::Remove(removed))
}

fn kept(kept: Kept, region: Option<&Region>) -> KeptOfShare {
    let what = match region {
        Some(region) => format!("{region}: {}", kept.what),
        None => kept.what,
    };
    KeptOfShare {
        what,
        why: kept.why,
    }
}
