//! A share removed.

use std::sync::Arc;

use analytics_share::{Kept, Removal, draft_removal, remove};
use async_trait::async_trait;
use connect_model::Target;

use super::{
    checked, count, ids, reading, share_of_job, sides::Sides, stopped_share, timetable, writing,
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
        let (share, ask) = checked(&self.0, order, files)?;
        let ShareAsk::Remove { confirm, look, .. } = ask else {
            return Err(misfit());
        };
        if confirm != share.name {
            let why = format!("must be the name of what is removed, {}", share.name);
            return Err(Rejected::Violations(vec![Violation::new("confirm", why)]));
        }
        Ok(if look {
            reading(target, &share)
        } else {
            writing(&self.0, target, &share)
        })
    }

    async fn run(&self, job: &JobContext) -> Result<JobResult, Stopped> {
        let (share, ask) = share_of_job(&self.0, job)?;
        let ShareAsk::Remove {
            delete_data, look, ..
        } = ask
        else {
            return Err(misfit_stop());
        };
        let sides = Sides::open(&self.0, job, &share).await?;
        let (cx, parties, removal) = (sides.cx(), sides.parties(), Removal { delete_data });
        if look {
            sides.verify_to_read().await?;
            let drawn = draft_removal(cx, &share, &parties, &removal).await;
            let drawn = drawn.map_err(|error| stopped_share(error, &job.cancel))?;
            return Ok(result(ShareRemoved {
                share: share.name,
                outcomes: Vec::new(),
                changes: 0,
                kept: drawn.kept.into_iter().map(kept).collect(),
                steps: ids(&drawn.plan),
            }));
        }
        sides.verify().await?;
        // Nothing is started any more while it goes.
        job.schedule(timetable::nothing(job)).await?;
        let done = remove(cx, &share, &parties, &removal, job.journal()).await;
        let done = done.map_err(|error| stopped_share(error, &job.cancel))?;
        let changes = count(done.changes());
        let told = result(ShareRemoved {
            share: share.name,
            outcomes: telling::outcomes(&done.run),
            changes,
            kept: done.kept.into_iter().map(kept).collect(),
            steps: Vec::new(),
        });
        telling::ended(&done.run, &job.cancel, told)
    }
}

fn result(removed: ShareRemoved) -> JobResult {
    JobResult::Share(ShareResult::Remove(removed))
}

fn kept(kept: Kept) -> KeptOfShare {
    KeptOfShare {
        what: kept.what,
        why: kept.why,
    }
}
