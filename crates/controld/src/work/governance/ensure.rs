//! Keys, storage, tags and budgets made so.

use std::{collections::BTreeSet, sync::Arc};

use async_trait::async_trait;
use connect_governance::{UpkeepPart, carry_out, draft};
use connect_model::Target;

use super::{
    ask_of, center, count, declared, desk::Desk, of_job, steady::Steady, steps, stopped_governance,
    writing_of,
};
use crate::{
    jobs::{
        Accepted, Files, GovernanceAsk, GovernancePart, GovernanceResult, Governed, JobContext,
        JobResult, Order, Rejected, Stopped, Work,
    },
    work::{
        ground::{Ground, reading},
        plan::{misfit, misfit_stop},
        telling,
    },
};

/// Makes keys, storage, tags and budgets so.
#[derive(Debug)]
pub(in crate::work) struct EnsureGovernance(pub(in crate::work) Arc<Ground>);

// === impl EnsureGovernance ===

#[async_trait]
impl Work for EnsureGovernance {
    fn accept(&self, order: &Order, files: &Files, target: &Target) -> Result<Accepted, Rejected> {
        let Some(GovernanceAsk::Ensure { spec, look, .. }) = ask_of(order) else {
            return Err(misfit());
        };
        let alias = declared(spec, files)?.instance;
        Ok(if *look {
            reading(target, &alias)
        } else {
            writing_of(target, &alias)
        })
    }

    async fn run(&self, job: &JobContext) -> Result<JobResult, Stopped> {
        let Some(GovernanceAsk::Ensure { spec, parts, look }) = ask_of(&job.order) else {
            return Err(misfit_stop());
        };
        let governance = of_job(declared(spec, job.files()))?;
        let desk = Desk::open(&self.0, job).await?;
        desk.verify_for(*look).await?;
        let (calls, parts) = (desk.session.upkeep_calls(), parts_of(parts));
        let stopped = |error| stopped_governance(error, &job.cancel);
        let drawn = draft(&desk.cx, &calls, &governance, &parts).await;
        let drawn = drawn.map_err(stopped)?;
        let mut told = Governed {
            subject: center(job, &governance.instance),
            ..Governed::default()
        };
        if *look {
            told.steps = steps(&drawn.plan);
            told.notes = drawn.notes;
            told.reads = desk.reads();
            return Ok(result(told));
        }
        let journal = Steady(job.journal());
        let done = carry_out(&desk.cx, &calls, &governance, drawn, &journal).await;
        let done = done.map_err(stopped)?;
        told.reads = desk.reads();
        told.changes = count(done.changes());
        told.outcomes = telling::outcomes(&done.run);
        told.notes = done.notes;
        told.arns = done.arns;
        telling::ended(&done.run, &job.cancel, result(told))
    }
}

/// All parts where none is named.
fn parts_of(parts: &BTreeSet<GovernancePart>) -> BTreeSet<UpkeepPart> {
    let part = |part: &GovernancePart| match part {
        GovernancePart::Storage => UpkeepPart::Storage,
        GovernancePart::Tags => UpkeepPart::Tags,
        GovernancePart::Budgets => UpkeepPart::Budgets,
    };
    if parts.is_empty() {
        return UpkeepPart::ALL.into();
    }
    parts.iter().map(part).collect()
}

fn result(governed: Governed) -> JobResult {
    JobResult::Governance(GovernanceResult::Ensure(governed))
}
