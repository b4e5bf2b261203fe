//! Which operations of AWS a job has called.

use sqlx::{Row, SqliteConnection, query};

use super::row;
use crate::{
    jobs::{Calls, JobId},
    store::StoreError,
};

/// Adds to what a job has called.
pub(super) async fn add(
    db: &mut SqliteConnection,
    job: JobId,
    calls: &Calls,
) -> Result<(), StoreError> {
    let upsert = "INSERT INTO job_calls (job, operation, calls) \
                  SELECT ?, called.key, called.value FROM json_each(?) AS called WHERE true \
                  ON CONFLICT DO UPDATE SET calls = calls + excluded.calls";
    query(upsert)
        .bind(row::bytes(job))
        .bind(row::to_json(calls)?)
        .execute(db)
        .await?;
    Ok(())
}

/// What a job has called.
pub(super) async fn of(db: &mut SqliteConnection, job: JobId) -> Result<Calls, StoreError> {
    let found = query("SELECT operation, calls FROM job_calls WHERE job = ?")
        .bind(row::bytes(job))
        .fetch_all(db)
        .await?;
    let read = |found: &sqlx::sqlite::SqliteRow| {
        let calls: i64 = found.try_get("calls")?;
        Ok((found.try_get("operation")?, calls.unsigned_abs()))
    };
    found.iter().map(read).collect()
}
