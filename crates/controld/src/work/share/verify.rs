//! Every link of a share looked at.

use std::sync::Arc;

use analytics_share::{Link, LinkState, TableState, Verified, verify};
use async_trait::async_trait;
use connect_model::{Target, share::AnalyticsShare};

use super::{checked, reading, share_of_job, sides::Sides, stopped_share};
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
        let (share, _) = checked(&self.0, order, files)?;
        Ok(reading(target, &share))
    }

    async fn run(&self, job: &JobContext) -> Result<JobResult, Stopped> {
        let (share, _) = share_of_job(&self.0, job)?;
        let sides = Sides::open(&self.0, job, &share).await?;
        sides.verify_to_read().await?;
        let (parties, reader) = (sides.parties(), sides.reader(&share));
        let found = verify(sides.cx(), &share, &parties, Some(&reader)).await;
        let found = found.map_err(|error| stopped_share(error, &job.cancel))?;
        Ok(JobResult::Share(ShareResult::Verify(told(
            share,
            found,
            sides.reads(),
        ))))
    }
}

fn told(share: AnalyticsShare, found: Verified, reads: u32) -> ShareVerified {
    ShareVerified {
        share: share.name,
        sound: found.is_sound(),
        links: found.links.into_iter().map(link).collect(),
        tables: found.tables.into_iter().map(table).collect(),
        reads,
    }
}

fn link(link: Link) -> ShareLink {
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
    }
}

fn table(state: TableState) -> ShareTable {
    ShareTable {
        data_set: state.data_set,
        table: state.table,
        has_rows: state.has_rows,
        newest: state.newest,
        age_minutes: state.age_minutes,
        max_age_hours: state.max_age_hours,
        scanned_bytes: state.scanned_bytes,
    }
}
