//! How a command ends: its exit status, and why it could not do what it was asked.

use std::{fmt, io, process::ExitCode};

use control_api::{
    json,
    v1::{self as pb, job::State},
};
use serde_json::{Value, json};
use tonic::Code;

use crate::{
    follow::is_at_rest,
    refusal::Refusal,
    render::{Page, Tone, counted, finding, outcome},
};

/// The exit status of a command line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Exit {
    /// 0: done.
    Done,
    /// 1: the job failed, or the command did.
    Failed,
    /// 2: bad usage or bad input.
    BadInput,
    /// 3: there is something to do, and the command line asked to be told so.
    SomethingToDo,
    /// 130: interrupted, as shells have it for SIGINT.
    Interrupted,
}

/// Why a command could not do what it was asked.
#[derive(Debug, thiserror::Error)]
pub(crate) enum Failure {
    /// The command line asks for what cannot be.
    #[error("{message}")]
    Usage { message: String, remedy: Page },
    /// Files are missing, or do not hold what they should.
    #[error("{wanted}")]
    Files {
        wanted: Wanted,
        troubles: Vec<String>,
    },
    /// A file is not what it should be.
    #[error("{file}: {cause}")]
    Unreadable { file: String, cause: String },
    /// The spec is wrong.
    #[error("the spec has {}", counted(.0.len(), "finding"))]
    Findings(Vec<pb::Finding>),
    /// Flows are wrong.
    #[error("the flows have {}", counted(.0.len(), "finding"))]
    Flows(Vec<pb::Finding>),
    /// A job that the command needed did not succeed.
    #[error("{} did not succeed", .0.name)]
    Job(Box<pb::Job>),
    /// Nothing that speaks gRPC answers there.
    #[error("no daemon at {endpoint} ({cause})")]
    NoDaemon { endpoint: String, cause: String },
    /// The daemon refused, or the connection to it broke.
    #[error("{}", .0.message)]
    Refused(Box<Refusal>),
    /// The job could not be watched to its end.
    #[error("lost sight of {job}: {cause}")]
    LostSight { job: String, cause: String },
    /// The job has not ended in time.
    #[error("{job} has not ended yet")]
    StillAtWork { job: String },
    /// The person pressed Ctrl-C.
    #[error("interrupted")]
    Interrupted(Whereabouts),
    /// The answer cannot be written.
    #[error("the answer cannot be written: {0}")]
    Output(#[from] io::Error),
}

/// What files were to hold, as an error says it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Wanted {
    Spec,
    Flows,
    Agents,
    Cases,
    Recordings,
}

/// How far a command had come when it was interrupted.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) enum Whereabouts {
    /// It had started nothing.
    #[default]
    Nowhere,
    /// It was asking for a job, which may have been started or not.
    Asking { request_id: String },
    /// It followed a job.
    Following { job: String },
}

impl From<Exit> for ExitCode {
    fn from(exit: Exit) -> Self {
        Self::from(exit.code())
    }
}

impl Exit {
    /// The number that the shell sees.
    pub fn code(self) -> u8 {
        match self {
            Self::Done => 0,
            Self::Failed => 1,
            Self::BadInput => 2,
            Self::SomethingToDo => 3,
            Self::Interrupted => 130,
        }
    }
}

impl Failure {
    /// Bad usage with what to do about it.
    pub(crate) fn usage(message: impl Into<String>, remedy: &str) -> Self {
        Self::Usage {
            message: message.into(),
            remedy: Page::of(Tone::Plain, remedy),
        }
    }

    /// What is wrong with files that were to hold something.
    pub(crate) fn files(wanted: Wanted, troubles: Vec<String>) -> Self {
        Self::Files { wanted, troubles }
    }

    pub(crate) fn exit(&self) -> Exit {
        match self {
            Self::Usage { .. }
            | Self::Files { .. }
            | Self::Unreadable { .. }
            | Self::Findings(_)
            | Self::Flows(_) => Exit::BadInput,
            Self::Job(job) => of_job(job),
            Self::Refused(refusal) if refusal.code == Code::InvalidArgument => Exit::BadInput,
            Self::Interrupted(_) => Exit::Interrupted,
            Self::NoDaemon { .. }
            | Self::Refused(_)
            | Self::LostSight { .. }
            | Self::StillAtWork { .. }
            | Self::Output(_) => Exit::Failed,
        }
    }

    /// For people: what went wrong, the details, and what to do.
    pub(crate) fn page(&self) -> Page {
        let mut page = match self {
            Self::Interrupted(_) => Page::new(),
            Self::StillAtWork { .. } => Page::of(Tone::Caution, &self.to_string()),
            Self::Refused(refusal) => {
                Page::of(Tone::Bad, &format!("error: {}", refusal.headline()))
            }
            _ => Page::of(Tone::Bad, &format!("error: {self}")),
        };
        for line in self.details() {
            page.line(format!("  {line}"));
        }
        if let Self::Findings(findings) | Self::Flows(findings) = self {
            page.append(finding::findings(findings));
        }
        if let Self::Job(job) = self {
            page.append(outcome(job));
        }
        if let Self::Usage { remedy, .. } = self {
            page.append(remedy.clone());
        }
        page.line(self.remedy());
        page
    }

    /// For programs, in place of an answer: one object with the member `error`.
    pub(crate) fn json(&self) -> Value {
        let mut error = match self {
            Self::Refused(refusal) => refusal.json(),
            Self::Findings(findings) | Self::Flows(findings) => json!({
                "reason": "SPEC_INVALID",
                "findings": findings.iter().map(json::to_full_value).collect::<Vec<_>>(),
            }),
            Self::Files { troubles, .. } => {
                json!({ "reason": "FILES_UNREADABLE", "details": troubles })
            }
            Self::Job(job) => json!({
                "reason": job.error.as_ref().map_or("", |error| &error.reason),
                "job": json::to_full_value(&**job),
            }),
            Self::Usage { .. } => json!({ "reason": "USAGE" }),
            Self::Unreadable { file, .. } => json!({ "reason": "FILE_UNREADABLE", "file": file }),
            Self::NoDaemon { .. } => json!({ "reason": "NO_DAEMON" }),
            Self::LostSight { job, .. } => json!({ "reason": "LOST_SIGHT", "job": job }),
            Self::StillAtWork { job } => json!({ "reason": "STILL_AT_WORK", "job": job }),
            Self::Interrupted(Whereabouts::Following { job }) => {
                json!({ "reason": "INTERRUPTED", "job": job })
            }
            Self::Interrupted(Whereabouts::Asking { request_id }) => {
                json!({ "reason": "INTERRUPTED", "requestId": request_id })
            }
            Self::Interrupted(Whereabouts::Nowhere) => json!({ "reason": "INTERRUPTED" }),
            Self::Output(_) => json!({ "reason": "OUTPUT" }),
        };
        error["message"] = json!(self.to_string());
        json!({ "error": error })
    }

    fn details(&self) -> Vec<String> {
        match self {
            Self::Refused(refusal) => refusal.details(),
            Self::Files { troubles, .. } => troubles.clone(),
            _ => Vec::new(),
        }
    }

    fn remedy(&self) -> String {
        match self {
            Self::NoDaemon { .. } => "Start one with `controld serve --local`, or name another \
                with --endpoint or TRUNKLINE_ENDPOINT."
                .to_owned(),
            Self::Refused(refusal) => refusal.remedy(),
            Self::LostSight { job, .. } => format!("It goes on without you.\n{}", ways(job)),
            Self::StillAtWork { job } | Self::Interrupted(Whereabouts::Following { job }) => {
                format!("{job} goes on.\n{}", ways(job))
            }
            Self::Interrupted(Whereabouts::Asking { request_id }) => format!(
                "It is not known whether the job was started. The same command with\n  \
                 --request-id {request_id}\nfollows it if it was, and starts it if it was not."
            ),
            _ => String::new(),
        }
    }
}

impl fmt::Display for Wanted {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Spec => "the spec is not complete",
            Self::Flows => "the flows cannot be read",
            Self::Agents => "the file of agents cannot be read",
            Self::Cases => "the test cases cannot be read",
            Self::Recordings => "the recordings of contacts cannot be read",
        })
    }
}

/// The exit status for a job: whether it succeeded, when it is at rest.
pub(crate) fn of_job(job: &pb::Job) -> Exit {
    let reason = job.error.as_ref().map_or("", |error| &error.reason);
    match (job.state(), reason) {
        (State::Succeeded, _) => Exit::Done,
        _ if !is_at_rest(job) => Exit::Done,
        (_, "SPEC_INVALID" | "CONFIRMATION_MISMATCH" | "PRECONDITIONS_UNMET") => Exit::BadInput,
        _ => Exit::Failed,
    }
}

/// How to go on with a job that is left alone.
pub(crate) fn ways(job: &str) -> String {
    let id = job.strip_prefix("jobs/").unwrap_or(job);
    format!("  watch it:   connectctl jobs watch {id}\n  cancel it:  connectctl jobs cancel {id}")
}
