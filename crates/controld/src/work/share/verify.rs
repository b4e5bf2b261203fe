//! Every link of a share looked at.

use std::sync::Arc;

use analytics_share::{Link, LinkState, TableState, verify};
use async_trait::async_trait;
use connect_model::{Region, Target};

use super::{checked, leg::Leg, name, reading, shares_of_job, sides::Sides, stopped_share};
use crate::{
    jobs::{
        Accepted, Files, JobContext, JobResult, Order, Rejected, ShareLink, ShareLinkState,
        ShareResult, ShareTable, ShareVerified, Stopped, Work,
    },
    work::ground::Ground,
};

/// Looks at every link of a share.
#[derive(Debug)]
pub(in crate::work) struct VerifyShare(pub(in crate::work) Arc<Ground>);

// === impl VerifyShare ===

#[async_trait]
impl Work for VerifyShare {
    fn accept(&self, order: &Order, files: &Files, target: &Target) -> Result<Accepted, Rejected> {
        let (shares, _) = checked(&self.0, order, files)?;
        Ok(reading(target, &shares))
    }

    async fn run(&self, job: &JobContext) -> Result<JobResult, Stopped> {
        let (shares, _) = shares_of_job(&self.0, job)?;
        let mut told = ShareVerified {
            share: name(&shares),
            sound: true,
            links: Vec::new(),
            tables: Vec::new(),
            reads: 0,
            readers: Vec::new(),
        };
        for share in &shares {
            let sides = Sides::open(&self.0, job, share).await?;
            sides.verify_to_read().await?;
            let (parties, reader) = (sides.parties(), sides.reader(share));
            let found = verify(sides.cx(), share, &parties, Some(&reader)).await;
            let leg = Leg::new(job.journal(), share);
            let found = found.map_err(|error| stopped_share(leg.error(error), &job.cancel))?;
            told.sound &= found.is_sound();
            told.reads += sides.reads();
            let region = share.region.as_ref();
            let links = found.links.into_iter().map(|it| link(it, region));
            told.links.extend(links);
            let tables = found.tables.into_iter().map(|it| table(it, region));
            told.tables.extend(tables);
            if let Some(region) = region {
                told.readers.push((region.clone(), share.consumer.clone()));
            }
        }
        Ok(JobResult::Share(ShareResult::Verify(told)))
    }
}

fn link(link: Link, region: Option<&Region>) -> ShareLink {
    ShareLink {
        rule: link.rule,
        subject: link.subject,
        state: match link.state {
            LinkState::Sound => ShareLinkState::Sound,
            LinkState::Broken => ShareLinkState::Broken,
            LinkState::Unknown => ShareLinkState::Unknown,
        },
        evidence: link.evidence,
        cause: link.cause,
        remedy: link.remedy,
        region: region.cloned(),
    }
}

fn table(state: TableState, region: Option<&Region>) -> ShareTable {
    ShareTable {
        data_set: state.data_set,
        table: state.table,
        has_rows: state.has_rows,
        newest: state.newest,
        age_minutes: state.age_minutes,
        max_age_hours: state.max_age_hours,
        scanned_bytes: state.scanned_bytes,
        region: region.cloned(),
    }
}
