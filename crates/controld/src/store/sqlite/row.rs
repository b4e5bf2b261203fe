//! Between rows and what they mean.

use std::time::{Duration, SystemTime};

use serde::{Serialize, de::DeserializeOwned};
use sqlx::{Row, sqlite::SqliteRow};
use uuid::Uuid;

use crate::{
    jobs::{Brief, Calls, Event, Job, JobId, Kind, Progress, Resolution, State, Times},
    store::{Document, StepRecord, StepStatus, StoreError, Tally},
};

/// The columns that [`job`] reads. `result` is read by name when it is there.
pub(super) const JOB_COLUMNS: &str = "serial, id, state, brief, created, updated, started, ended, \
     runs, last_event, steps_planned, fence, error";

/// Microseconds since 1970, which is finer than any clock that is compared here.
pub(super) fn micros(time: SystemTime) -> i64 {
    let since = time.duration_since(SystemTime::UNIX_EPOCH);
    i64::try_from(since.unwrap_or_default().as_micros()).unwrap_or(i64::MAX)
}

pub(super) fn time(micros: i64) -> SystemTime {
    SystemTime::UNIX_EPOCH + Duration::from_micros(micros.unsigned_abs())
}

pub(super) fn bytes(id: JobId) -> Vec<u8> {
    id.0.as_bytes().to_vec()
}

pub(super) fn to_json<T: Serialize>(value: &T) -> Result<String, StoreError> {
    serde_json::to_string(value).map_err(|cause| unreadable("a value", &cause))
}

pub(super) fn of_json<T: DeserializeOwned>(what: &str, text: &str) -> Result<T, StoreError> {
    serde_json::from_str(text).map_err(|cause| unreadable(what, &cause))
}

pub(super) fn job_id(row: &SqliteRow, column: &str) -> Result<JobId, StoreError> {
    let bytes: &[u8] = row.try_get(column)?;
    let uuid = Uuid::from_slice(bytes).map_err(|cause| unreadable("a job's id", &cause))?;
    Ok(JobId(uuid))
}

/// A job without blockers, the steps that its progress counts, result, and calls.
pub(super) fn job(row: &SqliteRow) -> Result<Job, StoreError> {
    let brief: Brief = of_json("a job's brief", row.try_get("brief")?)?;
    let error: Option<&str> = row.try_get("error")?;
    let maybe =
        |column| -> Result<_, StoreError> { Ok(row.try_get::<Option<i64>, _>(column)?.map(time)) };
    Ok(Job {
        id: job_id(row, "id")?,
        serial: row.try_get("serial")?,
        state: state(row.try_get("state")?)?,
        times: Times {
            created: time(row.try_get("created")?),
            updated: time(row.try_get("updated")?),
            started: maybe("started")?,
            ended: maybe("ended")?,
        },
        brief,
        blocked_by: Vec::new(),
        progress: Progress {
            total: row.try_get("steps_planned")?,
            ..Progress::default()
        },
        runs: row.try_get("runs")?,
        last_event: row.try_get("last_event")?,
        error: error
            .map(|text| of_json("a job's error", text))
            .transpose()?,
        result: None,
        calls: Calls::new(),
    })
}

pub(super) fn state(word: &str) -> Result<State, StoreError> {
    State::of_word(word).ok_or_else(|| StoreError::Unreadable(format!("the state {word}")))
}

pub(super) fn event(row: &SqliteRow) -> Result<Event, StoreError> {
    Ok(Event {
        number: row.try_get("number")?,
        at: time(row.try_get("at")?),
        what: of_json("an event", row.try_get("what")?)?,
    })
}

pub(super) fn step(row: &SqliteRow) -> Result<StepRecord, StoreError> {
    let status: &str = row.try_get("status")?;
    let resolution: Option<&str> = row.try_get("resolution")?;
    let intent: Option<&str> = row.try_get("intent")?;
    let outcome: Option<&str> = row.try_get("outcome")?;
    let no = |what: &str| StoreError::Unreadable(format!("a step's {what}"));
    Ok(StepRecord {
        step: row.try_get::<String, _>("step")?.into(),
        status: StepStatus::of_word(status).ok_or_else(|| no("status"))?,
        intent: intent.map(|text| of_json("an intent", text)).transpose()?,
        outcome: outcome
            .map(|text| of_json("an outcome", text))
            .transpose()?,
        resolution: resolution
            .map(|word| Resolution::of_word(word).ok_or_else(|| no("resolution")))
            .transpose()?,
    })
}

pub(super) fn document(row: &SqliteRow) -> Result<Document, StoreError> {
    let digest: &[u8] = row.try_get("digest")?;
    let digest = <[u8; 32]>::try_from(digest).map_err(|cause| unreadable("a digest", &cause))?;
    Ok(Document {
        digest: crate::jobs::Digest(digest),
        created: time(row.try_get("created")?),
        used: time(row.try_get("used")?),
        size: row.try_get::<i64, _>("size")?.unsigned_abs(),
    })
}

pub(super) fn tally(row: &SqliteRow) -> Result<Tally, StoreError> {
    let kind: &str = row.try_get("kind")?;
    Ok(Tally {
        kind: Kind::of_word(kind)
            .ok_or_else(|| StoreError::Unreadable(format!("the kind {kind}")))?,
        state: state(row.try_get("state")?)?,
        jobs: row.try_get::<i64, _>("jobs")?.unsigned_abs(),
        oldest: time(row.try_get("oldest")?),
    })
}

fn unreadable(what: &str, cause: &dyn std::error::Error) -> StoreError {
    StoreError::Unreadable(format!("{what} ({cause})"))
}
