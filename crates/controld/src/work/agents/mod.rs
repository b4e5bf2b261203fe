//! Agents: brought from files, made so one by one, removed.

mod arrived;
mod file;
mod gathered;
mod import;
mod lookout;
mod remove;
mod table;

use std::sync::Arc;

use connect_agents::{Directory, DirectoryError, Error, ImportOptions, Site};
use connect_aws::OsPasswords;
use connect_model::{Alias, Finding, Place, Target};
use connect_resources::KindId;
use reconcile::{Cancel, Ended};

pub(super) use self::{
    import::{ImportAgents, UpsertAgent},
    lookout::TargetLookout,
    remove::RemoveAgent,
    table::TableRosters,
};
use super::ground::{Footing, Ground, reading, stopped, writing};
use crate::{
    jobs::{
        Accepted, AgentAsk, AgentsResult, JobContext, JobError, JobResult, Order, State, Stopped,
        StoreDirectory,
    },
    reason,
    store::AgentPlace,
};

/// What work about agents has at hand.
struct Desk<'d> {
    footing: &'d Footing,
    calls: connect_agents::Calls,
    directory: Box<dyn Directory>,
}

// === impl Desk ===

impl<'d> Desk<'d> {
    async fn open(
        ground: &Ground,
        job: &JobContext,
        footing: &'d Footing,
        options: &ImportOptions,
    ) -> Result<Self, Stopped> {
        let scope = &footing.scope;
        let place = AgentPlace {
            account: scope.account.clone(),
            region: scope.region.clone(),
            alias: scope.alias.clone(),
            directory: options.directory.clone(),
        };
        let directory: Box<dyn Directory> = match ground.agent_table() {
            Some(table) => {
                let target = table::target(ground, table).map_err(Stopped::failed)?;
                let opened = ground.open_for(job, target).await;
                let opened = opened.map_err(Stopped::failed)?;
                Box::new(table::directory(opened, table, &place))
            }
            None => match ground.agent_database() {
                Some(database) => Box::new(StoreDirectory::new(Arc::clone(database) as _, place)),
                None => Box::new(job.agents(place)),
            },
        };
        Ok(Self {
            footing,
            calls: footing.session.agent_calls(),
            directory,
        })
    }

    fn site(&self) -> Site<'_> {
        Site {
            scope: &self.footing.scope,
            ports: &self.footing.ports,
            calls: &self.calls,
            passwords: &OsPasswords,
            directory: &*self.directory,
        }
    }
}

/// The instance and the ask of an order.
fn ask_of(order: &Order) -> Option<(&Alias, &AgentAsk, bool)> {
    match order {
        Order::Agents { alias, ask, look } => Some((alias, ask, *look)),
        _ => None,
    }
}

/// What a job about agents holds: all users of the instance, and the groups where it may make some.
fn accepted(target: &Target, alias: &Alias, options: &ImportOptions, look: bool) -> Accepted {
    if look {
        return reading(target, alias);
    }
    let groups = options.make_groups.then_some(KindId::HierarchyGroup);
    writing(target, alias, [KindId::User].into_iter().chain(groups))
}

/// What the error of the capability means for the job.
fn stopped_agents(error: Error, cancel: &Cancel) -> Stopped {
    match error {
        Error::Journal(cause) => Stopped::from(cause),
        Error::Directory(DirectoryError::Unfit(cause)) => {
            let cause = cause.to_string();
            Stopped::failed(JobError {
                detail: [("cause".to_owned(), cause.clone())].into(),
                ..JobError::new(reason::DIRECTORY_UNREADABLE, cause)
            })
        }
        Error::Directory(cause) => {
            Stopped::from(reconcile::JournalError::Unavailable(Box::new(cause)))
        }
        Error::Observe(fault) => stopped(connect_provision::Error::Observe(fault), cancel),
        Error::Quota(findings) => stopped(connect_provision::Error::Quota(findings), cancel),
        Error::Stale { approved, found } => {
            stopped(connect_provision::Error::Stale { approved, found }, cancel)
        }
        Error::Read(cause) => unreadable(&cause.findings(), &cause),
        Error::FileChanged | Error::Results(_) => {
            Stopped::failed(JobError::new(reason::INTERNAL, error.to_string()))
        }
        Error::Findings(findings) => {
            let message = "what there is does not allow it; nothing was written";
            Stopped::failed(JobError {
                findings,
                ..JobError::new(reason::PRECONDITIONS_UNMET, message)
            })
        }
    }
}

fn unreadable(findings: &[Finding], cause: &dyn std::error::Error) -> Stopped {
    Stopped::failed(JobError {
        findings: findings.to_vec(),
        ..JobError::new(reason::SPEC_INVALID, cause.to_string())
    })
}

/// How the job comes to rest with what became of the agents. A row that is wrong is told and no failure.
fn at_rest(ended: Ended, cancel: &Cancel, result: AgentsResult) -> Result<JobResult, Stopped> {
    let (state, code, message) = match ended {
        Ended::Done => return Ok(JobResult::Agents(result)),
        Ended::NeedsAttention => {
            let message = "what happened at some steps cannot be told apart; decide about each";
            (State::NeedsAttention, reason::NEEDS_ATTENTION, message)
        }
        Ended::Failed if !cancel.is_asked() => {
            let message = "AWS refused some rows; the results say which and why, and the job can be \
                           retried";
            (State::Failed, reason::STEPS_FAILED, message)
        }
        Ended::Cancelled | Ended::Failed => {
            let message = "the job was asked to stop; what was made stays";
            (State::Cancelled, reason::CANCELLED, message)
        }
    };
    let error = JobError::new(code, message);
    Err(Stopped::at_rest(
        state,
        error,
        Some(JobResult::Agents(result)),
    ))
}

fn missing(path: &str) -> Finding {
    Finding {
        rule: "file-missing".into(),
        place: Place {
            file: path.to_owned(),
            ..Place::default()
        },
        message: format!("the content of {path} is not there"),
        remedy: "send the file with the request, or upload it again".into(),
    }
}
