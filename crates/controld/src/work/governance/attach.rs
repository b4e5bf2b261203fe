//! A policy attached to a role.

use std::{collections::BTreeMap, sync::Arc};

use async_trait::async_trait;
use connect_governance::attach::{Attachment, carry_out, draft};
use connect_model::{Arn, Target};

use super::{
    ask_of,
    desk::Desk,
    source::{accepted, made, name},
    steady::Steady,
    steps, stopped_governance,
};
use crate::{
    jobs::{
        Accepted, Files, GovernanceAsk, GovernanceResult, Governed, JobContext, JobResult, LockKey,
        Order, Rejected, Stopped, Work,
    },
    work::{
        ground::Ground,
        plan::{misfit, misfit_stop},
        telling,
    },
};

/// Attaches a policy to a role.
#[derive(Debug)]
pub(in crate::work) struct AttachPolicy(pub(in crate::work) Arc<Ground>);

// === impl AttachPolicy ===

#[async_trait]
impl Work for AttachPolicy {
    fn accept(&self, order: &Order, files: &Files, target: &Target) -> Result<Accepted, Rejected> {
        let Some(GovernanceAsk::Attach {
            policy, role, look, ..
        }) = ask_of(order)
        else {
            return Err(misfit());
        };
        accepted(policy, files, target)?;
        let lock = LockKey::new(format!("iam/{}/role/{role}", target.account));
        let locks = (!look).then_some(lock);
        Ok(Accepted {
            subject: subject(target, role),
            locks: locks.into_iter().collect(),
        })
    }

    async fn run(&self, job: &JobContext) -> Result<JobResult, Stopped> {
        let Some(GovernanceAsk::Attach {
            policy,
            role,
            trusts,
            look,
        }) = ask_of(&job.order)
        else {
            return Err(misfit_stop());
        };
        let desk = Desk::open(&self.0, job).await?;
        desk.verify_for(*look).await?;
        let made = made(&desk, job, policy).await?;
        let trusts: Vec<Arn> = trusts.iter().cloned().collect();
        let attachment = Attachment {
            name: &name(policy, Some(role)),
            place: (desk.target.region.partition(), &desk.target.account),
            role,
            trusts: &trusts,
            policies: &made.policies,
        };
        let port = desk.session.identities();
        let stopped = |error| stopped_governance(error, &job.cancel);
        let drawn = draft(&desk.cx, &attachment, &*port)
            .await
            .map_err(stopped)?;
        let mut told = Governed {
            subject: subject(&desk.target, role),
            notes: made.notes_of_role(),
            ..Governed::default()
        };
        if *look {
            told.steps = steps(&drawn.plan);
            told.reads = desk.reads();
            return Ok(result(told));
        }
        let journal = Steady(job.journal());
        let done = carry_out(&desk.cx, drawn, &*port, &journal).await;
        let done = done.map_err(stopped)?;
        told.reads = desk.reads();
        told.changes = super::count(done.changes());
        told.outcomes = telling::outcomes(&done.run);
        told.arns = arns(&done.policies);
        telling::ended(&done.run, &job.cancel, result(told))
    }
}

fn subject(target: &Target, role: &str) -> String {
    format!("targets/{}/roles/{role}", target.name)
}

/// ARNs of policies by their names.
fn arns(policies: &[String]) -> BTreeMap<String, String> {
    let named = policies.iter().map(|arn| {
        let name = arn.rsplit_once('/').map_or(arn.as_str(), |(_, name)| name);
        (name.to_owned(), arn.clone())
    });
    named.collect()
}

fn result(governed: Governed) -> JobResult {
    JobResult::Governance(GovernanceResult::Attach(governed))
}
