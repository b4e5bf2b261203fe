//! Reads.

use sqlx::{AssertSqlSafe, QueryBuilder, Row, Sqlite, SqliteConnection, query};

use super::{
    calls,
    row::{self, JOB_COLUMNS},
};
use crate::{
    jobs::{Blocker, Event, Job, JobId, LockKey, Progress, State},
    store::{JobQuery, StepRecord, StoreError, Tally},
};

/// A job, whole.
pub(super) async fn job(db: &mut SqliteConnection, id: JobId) -> Result<Option<Job>, StoreError> {
    let select = AssertSqlSafe(format!(
        "SELECT {JOB_COLUMNS}, result FROM jobs WHERE id = ?"
    ));
    let found = query(select)
        .bind(row::bytes(id))
        .fetch_optional(&mut *db)
        .await?;
    let Some(found) = found else {
        return Ok(None);
    };
    let mut job = row::job(&found)?;
    let result: Option<&str> = found.try_get("result")?;
    job.result = result
        .map(|text| row::of_json("a job's result", text))
        .transpose()?;
    job.calls = calls::of(db, id).await?;
    fill(db, &mut job).await?;
    Ok(Some(job))
}

/// A job that is known to be there.
pub(super) async fn present(db: &mut SqliteConnection, id: JobId) -> Result<Job, StoreError> {
    let found = job(db, id).await?;
    found.ok_or_else(|| StoreError::Unreadable(format!("the job {id}")))
}

pub(super) async fn jobs(
    db: &mut SqliteConnection,
    wanted: &JobQuery,
) -> Result<Vec<Job>, StoreError> {
    let found = select(wanted).build().fetch_all(&mut *db).await?;
    let mut jobs = found.iter().map(row::job).collect::<Result<Vec<_>, _>>()?;
    for job in &mut jobs {
        fill(db, job).await?;
    }
    Ok(jobs)
}

fn select(wanted: &JobQuery) -> QueryBuilder<Sqlite> {
    let mut sql = QueryBuilder::new(format!("SELECT {JOB_COLUMNS} FROM jobs WHERE 1"));
    if let Some(before) = wanted.before {
        sql.push(" AND serial < ").push_bind(before);
    }
    if let Some(target) = &wanted.target {
        sql.push(" AND target = ")
            .push_bind(target.as_str().to_owned());
    }
    if let Some(subject) = &wanted.subject {
        sql.push(" AND subject = ").push_bind(subject.clone());
    }
    let states = wanted.states.iter().map(|state| state.word());
    one_of(&mut sql, "state", states);
    let kinds = wanted.kinds.iter().map(|kind| kind.word());
    one_of(&mut sql, "kind", kinds);
    for (key, value) in &wanted.labels {
        sql.push(" AND EXISTS (SELECT 1 FROM json_each(labels) AS label WHERE label.key = ")
            .push_bind(key.clone())
            .push(" AND label.value = ")
            .push_bind(value.clone())
            .push(")");
    }
    sql.push(" ORDER BY serial DESC LIMIT ")
        .push_bind(wanted.limit);
    sql
}

fn one_of(
    sql: &mut QueryBuilder<Sqlite>,
    column: &'static str,
    words: impl ExactSizeIterator<Item = &'static str>,
) {
    if words.len() == 0 {
        return;
    }
    sql.push(" AND ").push(column).push(" IN (");
    let mut list = sql.separated(", ");
    for word in words {
        list.push_bind(word);
    }
    sql.push(")");
}

/// Adds what is derived from other tables.
async fn fill(db: &mut SqliteConnection, job: &mut Job) -> Result<(), StoreError> {
    if job.state == State::Queued {
        job.blocked_by = blockers(db, job.id).await?;
    }
    let total = job.progress.total;
    job.progress = Progress {
        total,
        ..progress(db, job.id).await?
    };
    Ok(())
}

async fn progress(db: &mut SqliteConnection, id: JobId) -> Result<Progress, StoreError> {
    let select = "SELECT count(*) FILTER (WHERE status = 'done') AS done, \
                  count(*) FILTER (WHERE status IN ('failed', 'attention')) AS failed, \
                  count(*) FILTER (WHERE status = 'running') AS running \
                  FROM steps WHERE job = ?";
    let row = query(select).bind(row::bytes(id)).fetch_one(db).await?;
    Ok(Progress {
        total: 0,
        done: row.try_get("done")?,
        failed: row.try_get("failed")?,
        running: row.try_get("running")?,
    })
}

/// For each lock that a job waits for, the job that has it or comes first.
pub(super) async fn blockers(
    db: &mut SqliteConnection,
    id: JobId,
) -> Result<Vec<Blocker>, StoreError> {
    // SQLite takes `job` from the row that has the minimum.
    let select = "SELECT mine.key AS key, other.job AS job, min(other.position) \
                  FROM locks AS mine JOIN locks AS other \
                  ON other.key = mine.key AND other.position < mine.position \
                  WHERE mine.job = ? GROUP BY mine.key ORDER BY mine.key";
    let found = query(select).bind(row::bytes(id)).fetch_all(db).await?;
    let blocker = |found| {
        Ok(Blocker {
            lock: LockKey::new(Row::try_get::<String, _>(found, "key")?),
            job: row::job_id(found, "job")?,
        })
    };
    found.iter().map(blocker).collect()
}

pub(super) async fn events(
    db: &mut SqliteConnection,
    id: JobId,
    after: i64,
    limit: u32,
) -> Result<Vec<Event>, StoreError> {
    let select = "SELECT number, at, what FROM events WHERE job = ? AND number > ? \
                  ORDER BY number LIMIT ?";
    let found = query(select)
        .bind(row::bytes(id))
        .bind(after)
        .bind(limit)
        .fetch_all(db)
        .await?;
    found.iter().map(row::event).collect()
}

pub(super) async fn steps(
    db: &mut SqliteConnection,
    id: JobId,
) -> Result<Vec<StepRecord>, StoreError> {
    let select = "SELECT step, status, intent, outcome, resolution FROM steps \
                  WHERE job = ? ORDER BY step";
    let found = query(select).bind(row::bytes(id)).fetch_all(db).await?;
    found.iter().map(row::step).collect()
}

pub(super) async fn tally(db: &mut SqliteConnection) -> Result<Vec<Tally>, StoreError> {
    // Two partial indexes serve this; one query over both states would read every job.
    let select = "SELECT kind, state, count(*) AS jobs, min(created) AS oldest FROM jobs \
                  WHERE state IN ('queued', 'running', 'cancelling') GROUP BY kind, state \
                  UNION ALL \
                  SELECT kind, state, count(*), min(created) FROM jobs \
                  WHERE state = 'needs_attention' GROUP BY kind, state";
    let found = query(select).fetch_all(db).await?;
    found.iter().map(row::tally).collect()
}
