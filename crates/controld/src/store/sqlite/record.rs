//! What a job at work did.

use std::{collections::BTreeMap, time::SystemTime};

use reconcile::{Intent, Outcome, StepId, Verdict};
use sqlx::{Row, SqliteConnection, query};

use super::{alert, arrival, calls, claim, plan, read, row, schedule};
use crate::{
    jobs::{Happening, JobError, JobId, JobResult, Resolution, State},
    store::{Lease, Record, StepRecord, StepStatus, StoreError},
};

pub(super) async fn record(
    db: &mut SqliteConnection,
    lease: Lease,
    records: Vec<Record>,
    at: SystemTime,
) -> Result<i64, StoreError> {
    claim::guard(db, lease).await?;
    let job = lease.job;
    for record in records {
        match record {
            Record::Planned(steps) => planned(db, job, steps, at).await?,
            Record::Intended(step, intent) => intended(db, job, step, &intent, at).await?,
            Record::Concluded(step, outcome) => concluded(db, job, step, outcome, at).await?,
            Record::Narrowed(keys) => claim::narrow(db, job, &keys).await?,
            Record::Told(what) => tell(db, job, &what, at).await?,
            Record::Called(of) => calls::add(db, job, &of).await?,
            Record::Scheduled(table) => schedule::set(db, *table, at).await?,
            Record::Sighted(sighting) => alert::sight(db, &sighting, at).await?,
            Record::Arrived(end) => arrival::ended(db, &end, at).await?,
            Record::PlanMade(made) => plan::make(db, *made, at).await?,
            Record::Ended {
                state,
                error,
                result,
            } => ended(db, job, state, error, result, at).await?,
            Record::Released => released(db, job).await?,
        }
    }
    last_event(db, job).await
}

async fn planned(
    db: &mut SqliteConnection,
    job: JobId,
    steps: u32,
    at: SystemTime,
) -> Result<(), StoreError> {
    query("UPDATE steps SET status = 'past' WHERE job = ?")
        .bind(row::bytes(job))
        .execute(&mut *db)
        .await?;
    query("UPDATE jobs SET steps_planned = ? WHERE id = ?")
        .bind(steps)
        .bind(row::bytes(job))
        .execute(&mut *db)
        .await?;
    tell(db, job, &Happening::Planned { steps }, at).await
}

async fn intended(
    db: &mut SqliteConnection,
    job: JobId,
    step: StepId,
    intent: &Intent,
    at: SystemTime,
) -> Result<(), StoreError> {
    let stored = find(db, job, &step).await?;
    let is_running = |stored: &StepRecord| stored.status == StepStatus::Running;
    if stored
        .as_ref()
        .is_some_and(|s| is_running(s) && s.intent.as_ref() == Some(intent))
    {
        return Ok(());
    }
    // The run that asks has already been told of the decision; only skipping outlives it.
    let upsert = "INSERT INTO steps (job, step, status, intent) VALUES (?, ?, 'running', ?) \
                  ON CONFLICT DO UPDATE SET status = 'running', intent = excluded.intent, \
                  resolution = iif(resolution = 'skip', 'skip', NULL)";
    query(upsert)
        .bind(row::bytes(job))
        .bind(step.as_str())
        .bind(row::to_json(intent)?)
        .execute(&mut *db)
        .await?;
    // Something drawn for a step that has started is no news.
    let known = stored.filter(is_running).and_then(|stored| stored.intent);
    if known.is_some_and(|known| known.generation == intent.generation) {
        return Ok(());
    }
    let generation = intent.generation;
    tell(db, job, &Happening::Started { step, generation }, at).await
}

async fn concluded(
    db: &mut SqliteConnection,
    job: JobId,
    step: StepId,
    outcome: Outcome,
    at: SystemTime,
) -> Result<(), StoreError> {
    let stored = find(db, job, &step).await?;
    let status = status(&outcome);
    let stands = |s: &StepRecord| s.status == status && s.outcome.as_ref() == Some(&outcome);
    if stored.as_ref().is_some_and(stands) {
        return Ok(());
    }
    let intent = stored
        .and_then(|stored| stored.intent)
        .map(|intent| Intent {
            standing: outcome.standing(),
            ..intent
        });
    let upsert = "INSERT INTO steps (job, step, status, intent, outcome) VALUES (?, ?, ?, ?, ?) \
                  ON CONFLICT DO UPDATE SET status = excluded.status, intent = excluded.intent, \
                  outcome = excluded.outcome";
    query(upsert)
        .bind(row::bytes(job))
        .bind(step.as_str())
        .bind(status.word())
        .bind(intent.as_ref().map(row::to_json).transpose()?)
        .bind(row::to_json(&outcome)?)
        .execute(&mut *db)
        .await?;
    let what = match outcome {
        Outcome::Done(_) => Happening::Done { step },
        Outcome::Failed(setback) => Happening::Failed { step, setback },
    };
    tell(db, job, &what, at).await
}

fn status(outcome: &Outcome) -> StepStatus {
    match outcome {
        Outcome::Done(_) => StepStatus::Done,
        Outcome::Failed(setback) if setback.verdict == Verdict::Attention => StepStatus::Attention,
        Outcome::Failed(_) => StepStatus::Failed,
    }
}

async fn find(
    db: &mut SqliteConnection,
    job: JobId,
    step: &StepId,
) -> Result<Option<StepRecord>, StoreError> {
    let select = "SELECT step, status, intent, outcome, resolution FROM steps \
                  WHERE job = ? AND step = ?";
    let found = query(select)
        .bind(row::bytes(job))
        .bind(step.as_str())
        .fetch_optional(db)
        .await?;
    found.as_ref().map(row::step).transpose()
}

/// Steps that wait for a person's decision.
pub(super) async fn open_steps(
    db: &mut SqliteConnection,
    job: JobId,
) -> Result<BTreeMap<StepId, StepRecord>, StoreError> {
    let steps = read::steps(db, job).await?;
    Ok(steps
        .into_iter()
        .filter(StepRecord::is_open)
        .map(|record| (record.step.clone(), record))
        .collect())
}

/// Notes what a person decided about a step.
pub(super) async fn resolve(
    db: &mut SqliteConnection,
    job: JobId,
    step: &StepId,
    resolution: Resolution,
) -> Result<(), StoreError> {
    query("UPDATE steps SET resolution = ? WHERE job = ? AND step = ?")
        .bind(resolution.word())
        .bind(row::bytes(job))
        .bind(step.as_str())
        .execute(db)
        .await?;
    Ok(())
}

/// Brings a job to rest.
pub(super) async fn ended(
    db: &mut SqliteConnection,
    job: JobId,
    state: State,
    error: Option<JobError>,
    result: Option<Box<JobResult>>,
    at: SystemTime,
) -> Result<(), StoreError> {
    let update = "UPDATE jobs SET state = ?, error = ?, result = coalesce(?, result), ended = ?, \
                  updated = ?, worker = NULL, lease_until = NULL WHERE id = ?";
    query(update)
        .bind(state.word())
        .bind(error.as_ref().map(row::to_json).transpose()?)
        .bind(result.as_ref().map(row::to_json).transpose()?)
        .bind(row::micros(at))
        .bind(row::micros(at))
        .bind(row::bytes(job))
        .execute(&mut *db)
        .await?;
    claim::release(db, job).await?;
    let message = error.map(|error| error.message).unwrap_or_default();
    tell(db, job, &Happening::State { state, message }, at).await
}

async fn released(db: &mut SqliteConnection, job: JobId) -> Result<(), StoreError> {
    query("UPDATE jobs SET lease_until = 0 WHERE id = ?")
        .bind(row::bytes(job))
        .execute(db)
        .await?;
    Ok(())
}

/// Adds an event with the next number.
pub(super) async fn tell(
    db: &mut SqliteConnection,
    job: JobId,
    what: &Happening,
    at: SystemTime,
) -> Result<(), StoreError> {
    query("UPDATE jobs SET last_event = last_event + 1, updated = max(updated, ?) WHERE id = ?")
        .bind(row::micros(at))
        .bind(row::bytes(job))
        .execute(&mut *db)
        .await?;
    let insert = "INSERT INTO events (job, number, at, what) \
                  SELECT id, last_event, ?, ? FROM jobs WHERE id = ?";
    query(insert)
        .bind(row::micros(at))
        .bind(row::to_json(what)?)
        .bind(row::bytes(job))
        .execute(db)
        .await?;
    Ok(())
}

async fn last_event(db: &mut SqliteConnection, job: JobId) -> Result<i64, StoreError> {
    let row = query("SELECT last_event FROM jobs WHERE id = ?")
        .bind(row::bytes(job))
        .fetch_one(db)
        .await?;
    Ok(row.try_get("last_event")?)
}
