//! Findings mended that nobody has to decide about.

use std::sync::Arc;

use async_trait::async_trait;
use connect_governance::{Assessment, Mend, mend};
use connect_model::Target;
use reconcile::{Plan, RunReport};

use super::{
    ask_of, center, changes,
    desk::Desk,
    instance_of,
    look::{self, look},
    of_job,
    steady::Steady,
    steps, writing_of,
};
use crate::{
    jobs::{
        Accepted, Files, GovernanceAsk, GovernanceResult, Governed, JobContext, JobResult, Mended,
        Order, Rejected, Stopped, Work,
    },
    work::{
        ground::{Ground, reading},
        plan::{misfit, misfit_stop},
        telling,
    },
};

/// Mends what an assessment finds.
#[derive(Debug)]
pub(in crate::work) struct MendFindings(pub(in crate::work) Arc<Ground>);

// === impl MendFindings ===

#[async_trait]
impl Work for MendFindings {
    fn accept(&self, order: &Order, files: &Files, target: &Target) -> Result<Accepted, Rejected> {
        let Some(GovernanceAsk::Mend { held, look }) = ask_of(order) else {
            return Err(misfit());
        };
        let (alias, _) = instance_of(held.alias.as_ref(), held.spec.as_ref(), files)?;
        Ok(if *look {
            reading(target, &alias)
        } else {
            writing_of(target, &alias)
        })
    }

    async fn run(&self, job: &JobContext) -> Result<JobResult, Stopped> {
        let Some(GovernanceAsk::Mend {
            held,
            look: is_look,
        }) = ask_of(&job.order)
        else {
            return Err(misfit_stop());
        };
        let of = instance_of(held.alias.as_ref(), held.spec.as_ref(), job.files());
        let (alias, governance) = of_job(of)?;
        let desk = Desk::open(&self.0, job).await?;
        desk.verify_for(*is_look).await?;
        let options = look::options(held, governance, None);
        let looked = look(&desk, &alias, &options).await?;
        let plan = plan(&looked.assessment);
        let mut told = told(&looked.assessment);
        told.changes.subject = center(job, &alias);
        if *is_look {
            told.changes.steps = steps(&plan);
            told.changes.reads = desk.reads();
            return Ok(result(told));
        }
        let (calls, journal) = (desk.session.mend_calls(), Steady(job.journal()));
        let run = mend::carry_out(&desk.cx, &calls, &looked.instance, &plan, &journal).await?;
        told.changes.reads = desk.reads();
        note(&mut told.changes, &run);
        telling::ended(&run, &job.cancel, result(told))
    }
}

fn plan(assessment: &Assessment) -> Plan<Mend> {
    let findings = assessment.findings.iter();
    let findings: Vec<_> = findings.map(|found| found.finding.clone()).collect();
    mend::plan(&findings)
}

/// What is to be mended, and what is left to somebody.
fn told(assessment: &Assessment) -> Mended {
    let findings = assessment.findings.iter().map(look::finding);
    let (findings, left) = findings.partition(|finding| finding.mendable);
    Mended {
        changes: Governed::default(),
        findings,
        left,
    }
}

fn note(told: &mut Governed, run: &RunReport) {
    told.outcomes = telling::outcomes(run);
    told.changes = changes(run);
}

fn result(mended: Mended) -> JobResult {
    JobResult::Governance(GovernanceResult::Mend(mended))
}
