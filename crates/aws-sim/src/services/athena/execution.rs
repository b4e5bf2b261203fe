//! Queries that were started, and how far they are.

use std::{sync::Arc, time::Duration};

use serde::Serialize;
use serde_json::{Value, json};

use super::{
    answer::{Answer, Failure},
    statement::Kind,
};
use crate::{faults::Stuck, time::Time};

/// A query that was started.
#[derive(Debug, Serialize)]
pub(super) struct Execution {
    pub(super) id: String,
    pub(super) work_group: String,
    pub(super) query: String,
    /// `DML`, `DDL` or `UTILITY`, and a narrower word.
    pub(super) kind: Kind,
    /// As it was asked for.
    pub(super) context: Value,
    pub(super) parameters: Vec<String>,
    /// Where the result goes and how it is encrypted; null if Athena keeps it.
    pub(super) result: Value,
    pub(super) engine: Value,
    pub(super) submitted: Time,
    pub(super) started: Time,
    pub(super) ends: Time,
    pub(super) outcome: Outcome,
    /// When it was stopped.
    pub(super) stopped: Option<Time>,
    /// Where a fault rule lets it end.
    pub(super) stuck: Option<Stuck>,
    /// Whether its result was written.
    pub(super) delivered: bool,
}

/// What a query comes to.
#[derive(Debug, Serialize)]
pub(super) enum Outcome {
    Succeeded(#[serde(skip)] Arc<Answer>),
    Failed(Failure),
    /// It read more than its work group lets it.
    CutOff {
        scanned: u64,
    },
}

/// The result of a query that has come to its end.
pub(super) struct Due {
    /// `s3://bucket/key`.
    pub(super) location: String,
    pub(super) answer: Arc<Answer>,
    pub(super) with_header: bool,
    pub(super) id: String,
    /// As it was configured, or null.
    pub(super) encryption: Value,
    /// Where the list of unloaded files goes.
    pub(super) manifest: Option<String>,
}

/// How far a query is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum State {
    Queued,
    Running,
    Succeeded,
    Failed,
    Cancelled,
}

/// For how long Athena keeps a history.
pub(super) const KEPT: Duration = Duration::from_hours(45 * 24);

/// What a query takes before it runs, and at least while it does, about as AWS does.
pub(super) const QUEUED: Duration = Duration::from_millis(200);
const SHORTEST: Duration = Duration::from_millis(600);
const BYTES_PER_SECOND: u64 = 100_000_000;

/// How long a statement runs that reads so much.
pub(super) fn running_time(scanned: u64) -> Duration {
    SHORTEST + Duration::from_millis(scanned.saturating_mul(1_000) / BYTES_PER_SECOND)
}

// === impl Execution ===

impl Execution {
    pub(super) fn state(&self, now: Time) -> State {
        let at = self.stopped.map_or(now, |stopped| stopped.min(now));
        if at >= self.ends {
            return match (&self.stuck, &self.outcome) {
                (Some(stuck), _) if stuck.state == "CANCELLED" => State::Cancelled,
                (Some(_), _) | (None, Outcome::Failed(_)) => State::Failed,
                (None, Outcome::Succeeded(_)) => State::Succeeded,
                (None, Outcome::CutOff { .. }) => State::Cancelled,
            };
        }
        match self.stopped {
            Some(stopped) if stopped <= now => State::Cancelled,
            _ if now < self.started => State::Queued,
            _ => State::Running,
        }
    }

    /// The answer, once the query has succeeded.
    pub(super) fn answer(&self, now: Time) -> Option<&Arc<Answer>> {
        match &self.outcome {
            Outcome::Succeeded(answer) if self.state(now) == State::Succeeded => Some(answer),
            _ => None,
        }
    }

    /// Whether the first row of the result has the names of the columns.
    pub(super) fn has_header(&self) -> bool {
        self.kind.0 == "DML" && self.kind.1 != "UNLOAD"
    }

    /// The result, when it is time to write it; once.
    pub(super) fn due(&mut self, now: Time) -> Option<Due> {
        if self.delivered || now < self.ends {
            return None;
        }
        self.delivered = true;
        let location = self.result["OutputLocation"].as_str()?.to_owned();
        Some(Due {
            location,
            answer: Arc::clone(self.answer(now)?),
            with_header: self.has_header(),
            id: self.id.clone(),
            encryption: self.result["EncryptionConfiguration"].clone(),
            manifest: self.manifest(),
        })
    }

    /// Where the list of the files of an `UNLOAD` is, once it has succeeded.
    fn manifest(&self) -> Option<String> {
        let location = self.result["OutputLocation"].as_str()?;
        let unloads =
            matches!(&self.outcome, Outcome::Succeeded(answer) if answer.unloaded.is_some());
        let stem = location.rsplit_once('.').map_or(location, |(stem, _)| stem);
        unloads.then(|| format!("{stem}-manifest.csv"))
    }

    fn scanned(&self) -> u64 {
        match &self.outcome {
            Outcome::Succeeded(answer) => answer.scanned,
            Outcome::CutOff { scanned } => *scanned,
            Outcome::Failed(_) => 0,
        }
    }

    /// When it came to its end, if it did.
    fn completed(&self, now: Time) -> Option<Time> {
        let end = self
            .stopped
            .map_or(self.ends, |stopped| stopped.min(self.ends));
        (end <= now).then_some(end)
    }

    /// As `GetQueryExecution` shows it.
    pub(super) fn shown(&self, now: Time) -> Value {
        json!({
            "QueryExecutionId": self.id,
            "Query": self.query,
            "StatementType": self.kind.0,
            "SubstatementType": self.kind.1,
            "ResultConfiguration": self.result,
            "ResultReuseConfiguration": { "ResultReuseByAgeConfiguration": { "Enabled": false } },
            "QueryExecutionContext": self.context,
            "Status": self.status(now),
            "Statistics": self.statistics(now),
            "WorkGroup": self.work_group,
            "EngineVersion": self.engine,
            "ExecutionParameters": Some(&self.parameters).filter(|given| !given.is_empty()),
        })
    }

    fn status(&self, now: Time) -> Value {
        let state = self.state(now);
        let failure = self.failure(state);
        let error = failure.as_ref().filter(|_| state == State::Failed);
        json!({
            "State": state.word(),
            "StateChangeReason": failure.as_ref().map(|failure| &failure.reason),
            "SubmissionDateTime": self.submitted,
            "CompletionDateTime": self.completed(now),
            "AthenaError": error.map(|failure| json!({
                "ErrorCategory": failure.category,
                "ErrorType": failure.error_type(),
                "Retryable": failure.category == 1,
                "ErrorMessage": failure.reason,
            })),
        })
    }

    fn failure(&self, state: State) -> Option<Failure> {
        match (state, &self.stuck, &self.outcome) {
            (State::Failed | State::Cancelled, Some(stuck), _) if self.stopped.is_none() => {
                let reason = stuck.reason.clone();
                Some(Failure {
                    reason,
                    category: 1,
                })
            }
            (State::Failed, _, Outcome::Failed(failure)) => Some(failure.clone()),
            (State::Cancelled, _, Outcome::CutOff { .. }) if self.stopped.is_none() => Some(
                Failure::user("Query cancelled! : Bytes scanned limit was exceeded"),
            ),
            (State::Cancelled, ..) => Some(Failure::user("Query cancelled by user")),
            _ => None,
        }
    }

    /// Times and amounts, as far as the query is.
    pub(super) fn statistics(&self, now: Time) -> Value {
        let millis = |length: Duration| u64::try_from(length.as_millis()).unwrap_or(u64::MAX);
        let end = self.completed(now).unwrap_or(now);
        let scanned = if self.completed(now).is_some() {
            self.scanned()
        } else {
            0
        };
        json!({
            "EngineExecutionTimeInMillis": millis(end.since(self.started)),
            "DataScannedInBytes": scanned,
            "DataManifestLocation": self.completed(now).and_then(|_| self.manifest()),
            "TotalExecutionTimeInMillis": millis(end.since(self.submitted)),
            "QueryQueueTimeInMillis": millis(self.started.min(end).since(self.submitted)),
            "ServicePreProcessingTimeInMillis": 0,
            "QueryPlanningTimeInMillis": 0,
            "ServiceProcessingTimeInMillis": 0,
            "ResultReuseInformation": { "ReusedPreviousResult": false },
        })
    }

    /// As `GetQueryRuntimeStatistics` shows it. Stages are not told apart.
    pub(super) fn runtime(&self, now: Time) -> Value {
        let statistics = self.statistics(now);
        let times = [
            "QueryQueueTimeInMillis",
            "ServicePreProcessingTimeInMillis",
            "QueryPlanningTimeInMillis",
            "EngineExecutionTimeInMillis",
            "ServiceProcessingTimeInMillis",
            "TotalExecutionTimeInMillis",
        ];
        let timeline = times
            .iter()
            .map(|name| ((*name).to_owned(), statistics[name].clone()));
        let timeline: serde_json::Map<String, Value> = timeline.collect();
        let rows = self.answer(now).map(|answer| {
            json!({
                "InputRows": answer.read,
                "InputBytes": answer.scanned,
                "OutputRows": answer.grid.len(),
                "OutputBytes": 0,
            })
        });
        json!({ "Timeline": timeline, "Rows": rows })
    }
}

// === impl State ===

impl State {
    pub(super) fn word(self) -> &'static str {
        match self {
            Self::Queued => "QUEUED",
            Self::Running => "RUNNING",
            Self::Succeeded => "SUCCEEDED",
            Self::Failed => "FAILED",
            Self::Cancelled => "CANCELLED",
        }
    }
}

// === impl Failure ===

impl Failure {
    /// The number that Athena gives the kind of error. Which number is which is documented for few:
    /// 1003 is reported for statements at fault, 200 stands for the engine's own.
    fn error_type(&self) -> u32 {
        if self.category == 1 { 200 } else { 1_003 }
    }
}
