//! A data set of a share written to files.

use std::{collections::BTreeSet, sync::Arc};

use analytics_share::{ExportTold, Parties, Site, run_export};
use async_trait::async_trait;
use connect_model::{Finding, Place, Target, share::AnalyticsShare, suggest};

use super::{
    checked, first, only, order_of, place, reading, shares_of_job, sides::Sides, stopped_share,
};
use crate::{
    jobs::{
        Accepted, Files, JobContext, JobResult, LockKey, Order, Rejected, ShareAsk, ShareExported,
        ShareResult, ShareWritten, Stopped, Work,
    },
    work::{
        ground::Ground,
        plan::{misfit, misfit_stop},
        telling,
    },
};

/// Writes a data set to files.
#[derive(Debug)]
pub(in crate::work) struct RunShareExport(pub(in crate::work) Arc<Ground>);

// === impl RunShareExport ===

#[async_trait]
impl Work for RunShareExport {
    fn accept(&self, order: &Order, files: &Files, target: &Target) -> Result<Accepted, Rejected> {
        let (shares, ask) = checked(&self.0, order, files)?;
        let (of, _) = order_of(order).ok_or_else(misfit)?;
        let share = only(of, &shares)?;
        let ShareAsk::Export { export } = ask else {
            return Err(misfit());
        };
        if !share.exports.iter().any(|it| it.name == export) {
            let unknown = unknown(share, export.as_str(), order);
            return Err(Rejected::Findings(vec![unknown]));
        }
        let lock = format!("share/{}/{}/{export}", place(target), share.name);
        Ok(Accepted {
            locks: BTreeSet::from([LockKey::new(lock)]),
            ..reading(target, &shares)
        })
    }

    async fn run(&self, job: &JobContext) -> Result<JobResult, Stopped> {
        let (shares, ask) = shares_of_job(&self.0, job)?;
        let share = first(&shares).clone();
        let ShareAsk::Export { export } = ask else {
            return Err(misfit_stop());
        };
        let sides = Sides::open(&self.0, job, &share).await?;
        sides.verify_consumer().await?;
        let (all, reader) = (sides.parties(), sides.reader(&share));
        // The role alone may read what is shared.
        let consumer = Site {
            calls: &reader,
            ..all.consumer
        };
        let parties = Parties { consumer, ..all };
        let (cx, name) = (sides.cx(), export.as_str());
        let done = run_export(cx, &share, &parties, name, job.journal()).await;
        let done = done.map_err(|error| stopped_share(error, &job.cancel))?;
        let told = JobResult::Share(ShareResult::Export(ShareExported {
            share: share.name,
            export,
            outcomes: telling::outcomes(&done.run),
            written: done.told.map(written),
        }));
        telling::ended(&done.run, &job.cancel, told)
    }
}

fn written(told: ExportTold) -> ShareWritten {
    ShareWritten {
        query: told.query,
        rows: told.rows,
        scanned_bytes: told.scanned_bytes,
        place: told.place,
        manifest: told.manifest,
    }
}

fn unknown(share: &AnalyticsShare, export: &str, order: &Order) -> Finding {
    let known: Vec<&str> = share.exports.iter().map(|it| it.name.as_str()).collect();
    let file = order_of(order).and_then(|(of, _)| of.spec.specs.first());
    Finding {
        rule: "unknown-export".into(),
        place: Place {
            file: file.map(|file| file.path.clone()).unwrap_or_default(),
            path: "exports".into(),
            ..Place::default()
        },
        message: format!("{} declares no export {export}", share.name),
        remedy: suggest(export, &known, "declare it under exports"),
    }
}
