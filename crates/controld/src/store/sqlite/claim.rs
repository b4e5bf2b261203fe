//! Who works on what.

use std::{collections::BTreeSet, time::SystemTime};

use sqlx::{AssertSqlSafe, Row, SqliteConnection, query};

use super::{
    read, record,
    row::{self, JOB_COLUMNS},
};
use crate::{
    jobs::{Happening, Job, JobId, LockKey, State},
    store::{Claim, Claimed, Lease, StoreError},
};

/// The first that may run. No job before it in the queue, finished or not claimed yet, wants one of
/// its locks: so each lock is first come, first served. A job that ran before may have let go of
/// locks; if others at work have them, they end first.
const NEXT: &str = "SELECT id, state, fence FROM jobs WHERE reading = ? AND ( \
     (state IN ('running', 'cancelling') AND lease_until <= ? AND NOT EXISTS ( \
         SELECT 1 FROM json_each(jobs.brief, '$.locks') AS mine \
         JOIN locks AS other ON other.key = mine.value AND other.job != jobs.id \
         JOIN jobs AS holder ON holder.id = other.job \
         WHERE holder.state IN ('running', 'cancelling'))) \
     OR (state = 'queued' AND NOT EXISTS ( \
         SELECT 1 FROM locks AS mine JOIN locks AS other \
         ON other.key = mine.key AND other.position < mine.position WHERE mine.job = jobs.id))) \
     AND state IN ('queued', 'running', 'cancelling') ORDER BY position LIMIT 1";

pub(super) async fn claim(
    db: &mut SqliteConnection,
    claim: Claim,
) -> Result<Option<Claimed>, StoreError> {
    let next = query(NEXT)
        .bind(claim.reading)
        .bind(row::micros(claim.now))
        .fetch_optional(&mut *db)
        .await?;
    let Some(next) = next else {
        return Ok(None);
    };
    let job = row::job_id(&next, "id")?;
    let fence = next.try_get::<i64, _>("fence")? + 1;
    let lease = Lease { job, fence };
    let state = match row::state(next.try_get("state")?)? {
        State::Cancelling => State::Cancelling,
        _ => State::Running,
    };
    take(db, lease, state, claim).await?;
    record::tell(db, job, &started(state, fence), claim.now).await?;
    retake(db, job).await?;
    let job = read::present(db, job).await?;
    Ok(Some(Claimed { lease, job }))
}

async fn take(
    db: &mut SqliteConnection,
    lease: Lease,
    state: State,
    claim: Claim,
) -> Result<(), StoreError> {
    let update = "UPDATE jobs SET state = ?, fence = ?, worker = ?, lease_until = ?, updated = ?, \
                  started = coalesce(started, ?), runs = runs + 1 WHERE id = ?";
    query(update)
        .bind(state.word())
        .bind(lease.fence)
        .bind(claim.worker.as_bytes().to_vec())
        .bind(row::micros(claim.until))
        .bind(row::micros(claim.now))
        .bind(row::micros(claim.now))
        .bind(row::bytes(lease.job))
        .execute(db)
        .await?;
    Ok(())
}

/// Puts a job back into the queues of the locks that an earlier run let go of.
async fn retake(db: &mut SqliteConnection, job: JobId) -> Result<(), StoreError> {
    let insert = "INSERT INTO locks (key, position, job) \
                  SELECT wanted.value, jobs.position, jobs.id \
                  FROM jobs, json_each(jobs.brief, '$.locks') AS wanted WHERE jobs.id = ? \
                  ON CONFLICT DO NOTHING";
    query(insert).bind(row::bytes(job)).execute(db).await?;
    Ok(())
}

/// Takes a job out of the queues of all its locks but these.
pub(super) async fn narrow(
    db: &mut SqliteConnection,
    job: JobId,
    keys: &BTreeSet<LockKey>,
) -> Result<(), StoreError> {
    query("DELETE FROM locks WHERE job = ? AND key NOT IN (SELECT value FROM json_each(?))")
        .bind(row::bytes(job))
        .bind(row::to_json(keys)?)
        .execute(db)
        .await?;
    Ok(())
}

fn started(state: State, fence: i64) -> Happening {
    let message = if fence == 1 {
        String::new()
    } else {
        "goes on from where it was".into()
    };
    Happening::State { state, message }
}

pub(super) async fn renew(
    db: &mut SqliteConnection,
    leases: Vec<Lease>,
    until: SystemTime,
) -> Result<Vec<Lease>, StoreError> {
    let mut lost = Vec::new();
    for lease in leases {
        let update = "UPDATE jobs SET lease_until = ? \
                      WHERE id = ? AND fence = ? AND state IN ('running', 'cancelling')";
        let renewed = query(update)
            .bind(row::micros(until))
            .bind(row::bytes(lease.job))
            .bind(lease.fence)
            .execute(&mut *db)
            .await?;
        if renewed.rows_affected() == 0 {
            lost.push(lease);
        }
    }
    Ok(lost)
}

pub(super) async fn take_over(db: &mut SqliteConnection) -> Result<Vec<Job>, StoreError> {
    query("UPDATE jobs SET lease_until = 0 WHERE state IN ('running', 'cancelling')")
        .execute(&mut *db)
        .await?;
    let select = AssertSqlSafe(format!(
        "SELECT {JOB_COLUMNS} FROM jobs WHERE state IN ('queued', 'running', 'cancelling') \
         ORDER BY position"
    ));
    let found = query(select).fetch_all(db).await?;
    found.iter().map(row::job).collect()
}

/// Fails unless `lease` is the newest of a job at work.
pub(super) async fn guard(db: &mut SqliteConnection, lease: Lease) -> Result<(), StoreError> {
    let select = "SELECT 1 FROM jobs \
                  WHERE id = ? AND fence = ? AND state IN ('running', 'cancelling')";
    let held = query(select)
        .bind(row::bytes(lease.job))
        .bind(lease.fence)
        .fetch_optional(db)
        .await?;
    held.map(|_| ()).ok_or(StoreError::Lost)
}

/// Takes a job out of the queues of its locks.
pub(super) async fn release(db: &mut SqliteConnection, job: JobId) -> Result<(), StoreError> {
    query("DELETE FROM locks WHERE job = ?")
        .bind(row::bytes(job))
        .execute(db)
        .await?;
    Ok(())
}
