//! A question put to Athena, and its rows handed on as they come.

mod csv;
mod file;
mod rows;

use std::time::Duration;

use async_trait::async_trait;
use connect_model::Fault;
use connect_resources::{read, setback};
use reconcile::{RunContext, Verdict, pause, persist};

use self::rows::hand_on;
use crate::port::{Calls, Execution, Query, QueryState};

/// A row: a value for each column, none for a null.
type Row = Vec<Option<String>>;

/// A question.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Question {
    /// The SQL.
    pub sql: String,
    /// The workgroup that runs it.
    pub workgroup: String,
    /// The database that its names are of.
    pub database: String,
    /// 32 to 128 characters: a repeat with the same does not run twice.
    pub token: String,
}

/// Takes the rows of an answer. Where it says false nobody listens any more.
#[async_trait]
pub trait Listener: Send {
    /// The names and types of the columns, before the first rows.
    async fn columns(&mut self, columns: Vec<(String, String)>) -> bool;

    /// Some rows. The next are not asked for before these are taken.
    async fn rows(&mut self, rows: Vec<Vec<Option<String>>>) -> bool;
}

/// What came of a question.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Answer {
    /// The id of the query in Athena.
    pub query: String,
    /// How many rows were handed on.
    pub rows: u64,
    /// How many bytes were read, which is what AWS bills.
    pub scanned_bytes: u64,
    /// How long the engine took, in milliseconds.
    pub engine_ms: u64,
    /// Where AWS keeps the result.
    pub output: Option<String>,
}

/// Why there is no answer.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum AskError {
    /// AWS refused a call.
    #[error("the query could not be run")]
    Fault(#[source] Box<Fault>),
    /// Athena ran it, and it failed.
    #[error("the query failed: {reason}")]
    Failed {
        /// As Athena says it.
        reason: String,
        /// What was read until then.
        scanned_bytes: u64,
    },
    /// It was asked to stop, or somebody stopped it.
    #[error("the query was stopped")]
    Cancelled {
        /// What was read until then, which is billed.
        scanned_bytes: u64,
    },
    /// The file that Athena keeps the rows in ends before its time, or is none of these columns.
    #[error("the result breaks off: {file}")]
    Torn {
        /// `s3://BUCKET/KEY`.
        file: String,
    },
    /// Nobody took the rows any more.
    #[error("nobody listened any more")]
    NotTaken,
}

/// Waits between looks, in milliseconds.
const WAITS_MS: &[u64] = &[100, 200, 400, 800, 1_000, 2_000];

/// Runs a question and hands its rows on, a thousand at a time, no faster than they are taken.
///
/// While Athena works on it, the request to stop stops the query there, and so does a fault that leaves
/// nobody to wait for it; one that has ended has nothing left to stop. A caller that drops this future
/// before its end must [`stop`] the query itself: `started` hears of its id once there is one.
pub async fn ask(
    cx: &RunContext,
    calls: &Calls,
    question: &Question,
    started: impl FnOnce(&str),
    listener: &mut dyn Listener,
) -> Result<Answer, AskError> {
    let query = start(cx, calls, question).await?;
    started(&query);
    let execution = match ended(cx, calls, &query).await {
        Err(AskError::Fault(fault)) => {
            // Nobody waits for it any more, and what it scans is billed.
            let _ = calls.queries.stop(&query).await;
            return Err(AskError::Fault(fault));
        }
        ended => ended?,
    };
    match execution.state {
        QueryState::Succeeded => {}
        // Athena also cancels a query that goes over the limit of its workgroup, and says so.
        QueryState::Cancelled if cx.cancel.is_asked() => {
            let scanned_bytes = execution.scanned_bytes;
            return Err(AskError::Cancelled { scanned_bytes });
        }
        _ => {
            let reason = execution
                .reason
                .unwrap_or_else(|| "Athena gives no reason".into());
            let scanned_bytes = execution.scanned_bytes;
            return Err(AskError::Failed {
                reason,
                scanned_bytes,
            });
        }
    }
    let rows = hand_on(cx, calls, &query, execution.output.as_deref(), listener).await?;
    Ok(Answer {
        query,
        rows,
        scanned_bytes: execution.scanned_bytes,
        engine_ms: execution.engine_ms,
        output: execution.output,
    })
}

/// Stops a query. One that has ended is left as it is.
pub async fn stop(cx: &RunContext, calls: &Calls, query: &str) -> Result<(), AskError> {
    let judge = |fault: &Fault| setback(fault).verdict;
    let call = || calls.queries.stop(query);
    persist(&*cx.clock, cx.retry, &cx.cancel, "stop", judge, call).await?;
    Ok(())
}

/// Starts it. By its token an answer that was lost starts nothing twice.
pub(crate) async fn start(
    cx: &RunContext,
    calls: &Calls,
    question: &Question,
) -> Result<String, AskError> {
    let query = Query {
        sql: question.sql.clone(),
        workgroup: question.workgroup.clone(),
        database: question.database.clone(),
        token: question.token.clone(),
    };
    let judge = |fault: &Fault| match setback(fault).verdict {
        Verdict::Unknown => Verdict::Again,
        verdict => verdict,
    };
    let call = || calls.queries.start(&query);
    Ok(persist(&*cx.clock, cx.retry, &cx.cancel, "start", judge, call).await?)
}

/// Waits for its end, whatever that is.
pub(crate) async fn ended(
    cx: &RunContext,
    calls: &Calls,
    query: &str,
) -> Result<Execution, AskError> {
    for n in 0.. {
        let execution = read(cx, || calls.queries.execution(query)).await?;
        if !matches!(execution.state, QueryState::Queued | QueryState::Running) {
            return Ok(execution);
        }
        let wait = Duration::from_millis(WAITS_MS[n.min(WAITS_MS.len() - 1)]);
        if !pause(&*cx.clock, &cx.cancel, wait).await {
            let scanned_bytes = execution.scanned_bytes;
            // The request to stop has come, so nothing is repeated any more.
            calls.queries.stop(query).await?;
            return Err(AskError::Cancelled { scanned_bytes });
        }
    }
    unreachable!("a query ends")
}

impl From<Fault> for AskError {
    fn from(fault: Fault) -> Self {
        Self::Fault(Box::new(fault))
    }
}
