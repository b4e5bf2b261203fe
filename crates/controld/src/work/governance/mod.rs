//! Governance: instances assessed and mended, policies, keys and storage, cost, tags.

mod assess;
mod attach;
mod cost;
mod desk;
mod ensure;
mod kept;
mod look;
mod mend;
mod policy;
mod source;
mod steady;
mod tags;

use std::collections::BTreeSet;

use connect_governance::Error;
use connect_model::{
    Alias, Target,
    governance::{Governance, load_governance},
};

pub(super) use self::{
    assess::AssessInstance, attach::AttachPolicy, cost::GetCost, ensure::EnsureGovernance,
    mend::MendFindings, policy::GeneratePolicy, tags::ReviewTags,
};
use connect_resources::KindId;
use reconcile::{Cancel, Plan, RunReport, StepReport};

use super::{
    ground::{stopped, writing},
    plan::misfit,
};
use crate::{
    jobs::{
        Accepted, Files, GovernanceAsk, JobContext, JobError, LockKey, Order, Rejected, SpecFiles,
        Stopped,
    },
    reason,
    refusal::Violation,
};

/// Kinds of things that mending and ensuring write: what apply writes of them too.
const KINDS: [KindId; 5] = [
    KindId::Instance,
    KindId::Storage,
    KindId::Bucket,
    KindId::LogGroup,
    KindId::ApprovedOrigin,
];

/// What is asked by an order.
fn ask_of(order: &Order) -> Option<&GovernanceAsk> {
    match order {
        Order::Governance { ask } => Some(ask),
        _ => None,
    }
}

/// Reads a declaration.
fn declared(spec: &SpecFiles, files: &Files) -> Result<Governance, Rejected> {
    let sources = spec.sources(files);
    let sources = sources.map_err(|missing| Rejected::Findings(vec![missing]))?;
    load_governance(&sources).map_err(Rejected::Findings)
}

/// The instance that is meant, and what is declared of it, where that is.
fn instance_of(
    alias: Option<&Alias>,
    spec: Option<&SpecFiles>,
    files: &Files,
) -> Result<(Alias, Option<Governance>), Rejected> {
    let governance = spec.map(|spec| declared(spec, files)).transpose()?;
    let declared = governance.as_ref().map(|it| &it.instance);
    match (alias, declared) {
        (Some(alias), Some(declared)) if alias != declared => {
            let why = format!("is not the instance of the spec, {declared}");
            Err(Rejected::Violations(vec![Violation::new("alias", why)]))
        }
        (Some(alias), _) | (None, Some(alias)) => Ok((alias.clone(), governance)),
        (None, None) => Err(misfit()),
    }
}

/// What was read of a job's order when it was accepted. Trouble means that a newer version of the program
/// has more rules.
fn of_job<T>(read: Result<T, Rejected>) -> Result<T, Stopped> {
    read.map_err(|rejected| {
        let findings = match rejected {
            Rejected::Findings(findings) => findings,
            Rejected::Violations(_) => Vec::new(),
        };
        let error = JobError::new(reason::SPEC_INVALID, "governance is not valid");
        Stopped::failed(JobError { findings, ..error })
    })
}

/// A job about the account and Region of a target, which waits for nobody.
fn reading_account(target: &Target) -> Accepted {
    Accepted {
        subject: format!("targets/{}", target.name),
        locks: BTreeSet::new(),
    }
}

/// A job that writes settings of an instance and of its account. Keys, trails, budgets and what cost is
/// allocated by belong to no instance: one job at a time writes them.
fn writing_of(target: &Target, alias: &Alias) -> Accepted {
    let mut accepted = writing(target, alias, KINDS);
    let account = format!("governance/{}", target.account);
    accepted.locks.insert(LockKey::new(account));
    accepted
}

/// What the error of the capability means for the job.
fn stopped_governance(error: Error, cancel: &Cancel) -> Stopped {
    match error {
        Error::Journal(cause) => Stopped::from(cause),
        Error::Observe(fault) => stopped(connect_provision::Error::Observe(fault), cancel),
        Error::Findings(findings) => {
            let message = "what there is does not allow it; nothing was written";
            Stopped::failed(JobError {
                findings,
                ..JobError::new(reason::PRECONDITIONS_UNMET, message)
            })
        }
    }
}

/// The center that a job is about.
fn center(job: &JobContext, alias: &Alias) -> String {
    format!("targets/{}/centers/{alias}", job.target)
}

/// How many steps were done.
fn changes(run: &RunReport) -> u32 {
    let done = run.steps.iter();
    let done = done.filter(|(_, report)| matches!(report, StepReport::Done(_)));
    count(done.count())
}

/// What a plan is going to do, as ids of its steps.
fn steps<A>(plan: &Plan<A>) -> Vec<String> {
    let steps = plan.steps().iter();
    steps.map(|step| step.id.to_string()).collect()
}

fn count(many: usize) -> u32 {
    u32::try_from(many).unwrap_or(u32::MAX)
}
