//! What was there before a deploy, put back.

use std::sync::Arc;

use async_trait::async_trait;
use connect_model::{Finding, Target};
use connect_resources::KindId;
use flow_port::{Before, roll_back};

use super::{content, deploy::after_writes, place, site, stopped_port};
use crate::{
    jobs::{
        Accepted, FileRef, Files, FlowsRolledBack, JobContext, JobError, JobResult, Order,
        Rejected, Stopped, Work,
    },
    reason,
    work::{
        ground::{Footing, Ground, writing},
        plan::{misfit, misfit_stop},
        telling,
    },
};

/// Puts back what was there before a deploy.
#[derive(Debug)]
pub(in crate::work) struct RollBackFlows(pub(in crate::work) Arc<Ground>);

// === impl RollBackFlows ===

#[async_trait]
impl Work for RollBackFlows {
    fn accept(&self, order: &Order, files: &Files, target: &Target) -> Result<Accepted, Rejected> {
        let Order::RollBackFlows { alias, before, .. } = order else {
            return Err(misfit());
        };
        read(before, files).map_err(|finding| Rejected::Findings(vec![finding]))?;
        let kinds = [KindId::Flow, KindId::Module, KindId::Prompt];
        Ok(writing(target, alias, kinds))
    }

    async fn run(&self, job: &JobContext) -> Result<JobResult, Stopped> {
        let Order::RollBackFlows {
            alias,
            before,
            overwrite,
        } = &job.order
        else {
            return Err(misfit_stop());
        };
        let before = read(before, job.files()).map_err(|finding| {
            let error = JobError::new(reason::SPEC_INVALID, finding.message.clone());
            Stopped::failed(error)
        })?;
        let footing = self.0.footing(job, alias).await?;
        footing.verify().await?;
        let calls = footing.session.flow_calls();
        let site = site(&footing, &calls);
        let undone = roll_back(&footing.cx, site, &before, overwrite, job.journal()).await;
        let undone = match undone {
            Ok(undone) => undone,
            Err(error) => return Err(cut_short(job, &footing, error).await?),
        };
        let told = JobResult::FlowsRollBack(FlowsRolledBack {
            outcomes: telling::outcomes(&undone.run),
            changes: u32::try_from(undone.changes()).unwrap_or(u32::MAX),
            notes: undone.notes.clone(),
        });
        telling::ended(&undone.run, &job.cancel, told)
    }
}

/// How a way back ends that came to no write: an earlier run of the job may have made some.
async fn cut_short(
    job: &JobContext,
    footing: &Footing,
    error: flow_port::Error,
) -> Result<Stopped, Stopped> {
    let has_begun = !job.journal().recall().await?.is_empty();
    Ok(match stopped_port(error, &job.cancel) {
        Stopped::AtRest(failure) if has_begun => {
            let error = after_writes(job, footing, failure.error);
            Stopped::at_rest(failure.state, error, failure.result)
        }
        stopped => stopped,
    })
}

/// The document that a deploy kept.
pub(super) fn read(before: &FileRef, files: &Files) -> Result<Before, Finding> {
    let content = content(before, files)?;
    serde_json::from_slice(content).map_err(|cause| Finding {
        rule: "before-unreadable".into(),
        place: place(&before.path),
        message: format!("the document is not what a deploy keeps: {cause}"),
        remedy: "name the document that the result of the deploy has as `before`".into(),
    })
}
