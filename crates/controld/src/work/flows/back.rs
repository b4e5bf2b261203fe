//! A release taken back.

use std::sync::Arc;

use async_trait::async_trait;
use connect_model::Target;
use flow_port::{Before, Overwrite, Returned, UndoStop, roll_back_release};

use super::{
    moorings::{Mooring, Place, accept},
    roll_back::read,
    stopped_port,
    stops::{came, finish},
};
use crate::{
    jobs::{
        Accepted, Files, JobContext, JobError, JobResult, Order, Rejected, ReleaseBack, Stopped,
        UndoFlows, Work,
    },
    reason,
    work::{
        ground::Ground,
        plan::{misfit, misfit_stop},
    },
};

/// Puts back what was there before a release.
#[derive(Debug)]
pub(in crate::work) struct RollBackRelease(pub(in crate::work) Arc<Ground>);

// === impl RollBackRelease ===

#[async_trait]
impl Work for RollBackRelease {
    fn accept(&self, order: &Order, files: &Files, target: &Target) -> Result<Accepted, Rejected> {
        let Order::RollBackRelease { stops, .. } = order else {
            return Err(misfit());
        };
        let accepted = accept(&self.0, target, stops.iter().map(Place::from), false)?;
        let unreadable = stops
            .iter()
            .filter_map(|stop| read(&stop.before, files).err());
        let unreadable: Vec<_> = unreadable.collect();
        if unreadable.is_empty() {
            Ok(accepted)
        } else {
            Err(Rejected::Findings(unreadable))
        }
    }

    async fn run(&self, job: &JobContext) -> Result<JobResult, Stopped> {
        let Order::RollBackRelease {
            stops, overwrite, ..
        } = &job.order
        else {
            return Err(misfit_stop());
        };
        let (mut moorings, mut befores) = (Vec::new(), Vec::new());
        for stop in stops {
            befores.push(read(&stop.before, job.files()).map_err(|finding| {
                Stopped::failed(JobError::new(reason::SPEC_INVALID, finding.message))
            })?);
            moorings.push(Mooring::at(&self.0, job, stop.into(), false).await?);
        }
        let way = stops.iter().zip(moorings.iter().zip(befores));
        let way: Vec<_> = way
            .map(|(stop, (mooring, before))| undo(stop, mooring, before, overwrite))
            .collect();
        let returned = roll_back_release(&way, job.journal()).await;
        let returned = returned.map_err(|error| stopped_port(error, &job.cancel))?;
        ended(job, stops, returned)
    }
}

fn undo<'m>(
    stop: &UndoFlows,
    mooring: &'m Mooring,
    before: Before,
    overwrite: &Overwrite,
) -> UndoStop<'m> {
    UndoStop {
        name: Place::from(stop).name(),
        cx: mooring.footing().cx.clone(),
        site: mooring.site(),
        before,
        overwrite: overwrite.clone(),
        replica: mooring.replica(),
    }
}

fn ended(job: &JobContext, stops: &[UndoFlows], returned: Returned) -> Result<JobResult, Stopped> {
    let told = JobResult::ReleaseRollBack(ReleaseBack {
        stops: came(stops.iter().rev(), &returned.stops),
    });
    finish(job, returned.ended(), returned.stops, told)
}
