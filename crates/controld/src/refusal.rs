//! Why a call is refused, in words of ours. `status.rs` turns it into what gRPC says.

use std::time::Duration;

use connect_agents::DirectoryError;
use connect_model::{Finding, TargetName};
use reconcile::StepId;
use terraform_import::Unreadable;
use uuid::Uuid;

use crate::{
    jobs::{Caller, Digest, Forbidden, JobId, PlanForbidden, PlanId},
    store::StoreError,
};

/// Why a call is refused.
#[derive(Clone, Debug, thiserror::Error)]
pub enum Refusal {
    /// Fields are wrong; all of them are listed.
    #[error("{}", wrong_fields(.0.len()))]
    Invalid(Vec<Violation>),
    /// The spec has findings.
    #[error("the spec has {}", counted(.0.len(), "finding"))]
    Spec(Vec<Finding>),
    /// Files of Terraform are no source of a spec; all of them are listed.
    #[error("Terraform's files cannot be taken over")]
    Terraform(Vec<Misread>),
    /// Another request had that name.
    #[error("request_id {request_id} was used by another request, about {owner}")]
    RequestIdReused {
        /// The method.
        method: &'static str,
        /// The name.
        request_id: Uuid,
        /// The job or the plan of that other request, by its resource name.
        owner: String,
    },
    /// There is no such thing.
    #[error("there is no {kind} {name}")]
    NotFound {
        /// What kind of thing, as in resource names: `job`.
        kind: &'static str,
        /// Its resource name.
        name: String,
    },
    /// The job's state does not allow it.
    #[error("{}", forbidden(.job, .action, .step.as_ref(), *.why))]
    Forbidden {
        /// The job.
        job: JobId,
        /// What was asked.
        action: &'static str,
        /// The step that was meant.
        step: Option<StepId>,
        /// Why not.
        why: Forbidden,
    },
    /// The state of the plan, or who asks, does not allow it.
    #[error("{}", plan_forbidden(*.plan, .action, .why))]
    PlanForbidden {
        /// The plan.
        plan: PlanId,
        /// What was asked.
        action: &'static str,
        /// Why not.
        why: PlanForbidden,
    },
    /// The plan is not of the spec that came along.
    #[error("{0} is not of the spec that came with the request")]
    PlanSpecDiffers(PlanId),
    /// The target takes changes by approved plans only.
    #[error(
        "targets/{0} takes changes by approved plans only: keep a plan, have it approved, apply it"
    )]
    ApprovalRequired(TargetName),
    /// A query came to nothing.
    #[error("{0}")]
    Query(QueryTrouble),
    /// The agent directory cannot be read.
    #[error("the agent directory cannot be read: {0}")]
    Directory(String),
    /// The bytes sent are not the method's message.
    #[error("the bytes sent are not the message that {method} takes")]
    Malformed {
        /// The method.
        method: String,
    },
    /// The message is too large.
    #[error("the message is larger than {limit_bytes} bytes")]
    TooLarge {
        /// The largest that is taken.
        limit_bytes: usize,
    },
    /// Too many calls are under way.
    #[error("more than {limit} calls are under way")]
    Overloaded {
        /// How many are served at a time.
        limit: usize,
    },
    /// The deadline passed.
    #[error("the deadline of {} ms passed", .0.as_millis())]
    Deadline(Duration),
    /// The daemon is about to stop.
    #[error("the daemon is about to stop")]
    Draining,
    /// There is no such method.
    #[error("there is no method {method}")]
    UnknownMethod {
        /// Its path.
        method: String,
    },
    /// The store failed.
    #[error("the store cannot be used now")]
    Store(#[from] StoreError),
    /// Something that was not foreseen. The text is for the log only.
    #[error("an internal error")]
    Internal(String),
}

/// Why a query came to nothing.
#[derive(Clone, Debug, thiserror::Error)]
pub enum QueryTrouble {
    /// Athena ran it, and it failed.
    #[error("the query failed: {cause}")]
    Failed {
        /// What Athena says.
        cause: String,
        /// How many bytes were scanned until then.
        scanned_bytes: u64,
    },
    /// It was not run.
    #[error("the query was not run: {message}")]
    Refused {
        /// The code that AWS gave, or a reason of ours.
        code: String,
        /// What was called.
        operation: String,
        /// What happened.
        message: String,
    },
}

/// A field that is wrong.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Violation {
    /// Its path in the request: `spec.specs[0].path`.
    pub field: String,
    /// What is wrong with it.
    pub description: String,
}

/// A file of Terraform that is no source of a spec.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Misread {
    /// The field of the request that is to be mended.
    pub field: String,
    /// The path of the file; empty where all of them are meant.
    pub file: String,
    /// Why.
    pub cause: Unreadable,
}

// === impl Refusal ===

impl Refusal {
    /// The agent directory cannot be read.
    pub(crate) fn directory(cause: &DirectoryError) -> Self {
        let (DirectoryError::Unavailable(why) | DirectoryError::Unfit(why)) = cause;
        Self::Directory(why.to_string())
    }

    /// There is no document with this content, or no longer.
    pub(crate) fn no_document(digest: Digest) -> Self {
        Self::NotFound {
            kind: "document",
            name: format!("documents/{digest}"),
        }
    }
}

// === impl Violation ===

impl Violation {
    /// A violation by field and description.
    pub fn new(field: impl Into<String>, description: impl Into<String>) -> Self {
        Self {
            field: field.into(),
            description: description.into(),
        }
    }
}

fn wrong_fields(count: usize) -> String {
    let verb = if count == 1 { "is" } else { "are" };
    format!("{} of the request {verb} wrong", counted(count, "field"))
}

/// A number and its noun.
pub(crate) fn counted(count: usize, noun: &str) -> String {
    let ending = if count == 1 { "" } else { "s" };
    format!("{count} {noun}{ending}")
}

fn plan_forbidden(plan: PlanId, action: &str, why: &PlanForbidden) -> String {
    match why {
        PlanForbidden::ByState(state) => {
            format!("{plan} is {}: {action} cannot be asked of it", state.word())
        }
        PlanForbidden::NotApproved => {
            format!("{plan} is open: its target asks for approval before anything is applied")
        }
        PlanForbidden::ByCreator(caller) if caller == Caller::ANYBODY => {
            format!(
                "{plan} must be approved by somebody else than its creator, and the caller is {caller}"
            )
        }
        PlanForbidden::ByCreator(caller) => {
            format!("{plan} must be approved by somebody else than its creator, not by {caller}")
        }
    }
}

fn forbidden(job: &JobId, action: &str, step: Option<&StepId>, why: Forbidden) -> String {
    match (why, step) {
        (Forbidden::ByState(state), _) => {
            format!(
                "jobs/{job} is {}: {action} cannot be asked of it",
                state.word()
            )
        }
        (Forbidden::StepNotOpen, Some(step)) => {
            format!("no decision is wanted about step {step} of jobs/{job}: cannot {action}")
        }
        (Forbidden::StepNotOpen, None) => format!("no step of jobs/{job} is open: cannot {action}"),
    }
}
