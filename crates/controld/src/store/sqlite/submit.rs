//! A job comes in.

use std::time::SystemTime;

use sqlx::{Row, SqliteConnection, query, sqlite::SqliteRow};

use super::{document, petition, plan, read, record, row};
use crate::{
    jobs::{Happening, Job, JobId, State, may_apply},
    store::{NewJob, REQUEST_HASH_VERSION, RequestKey, StoreError, Submitted},
};

/// What became of a request's name.
pub(super) enum Registered<Owner = JobId> {
    /// It was free.
    Fresh,
    /// The same request has it.
    Known(Owner),
    /// Another request has it.
    Reused(Owner),
}

// === impl Registered ===

impl<Owner> Registered<Owner> {
    /// A name that `owner` has already, by the row that tells of the request.
    pub(super) fn taken(
        known: &SqliteRow,
        owner: Owner,
        request: RequestKey,
    ) -> Result<Self, StoreError> {
        let comparable = known.try_get::<i64, _>("hash_version")? == REQUEST_HASH_VERSION;
        let differs = known.try_get::<&[u8], _>("hash")? != request.hash.0;
        Ok(if comparable && differs {
            Self::Reused(owner)
        } else {
            Self::Known(owner)
        })
    }
}

pub(super) async fn submit(
    db: &mut SqliteConnection,
    job: NewJob,
    request: RequestKey,
) -> Result<Submitted, StoreError> {
    match register(db, job.id, request).await? {
        Registered::Fresh => match refusal_by_plan(db, &job).await? {
            Some(refusal) => {
                petition::forget(db, request).await?;
                Ok(refusal)
            }
            None => Ok(Submitted::Fresh(Box::new(insert(db, job).await?))),
        },
        Registered::Known(id) => Ok(Submitted::Known(Box::new(read::present(db, id).await?))),
        Registered::Reused(id) => Ok(Submitted::Reused(id)),
    }
}

/// Why the plan that a job is to apply keeps it from being stored.
async fn refusal_by_plan(
    db: &mut SqliteConnection,
    job: &NewJob,
) -> Result<Option<Submitted>, StoreError> {
    let Some(id) = job.brief.order.plan() else {
        return Ok(None);
    };
    let Some(plan) = plan::find(db, id).await? else {
        return Ok(Some(Submitted::PlanMissing(id)));
    };
    let allowed = may_apply(&plan, job.approved_only, job.at);
    Ok(allowed.err().map(|why| Submitted::PlanForbids(id, why)))
}

/// Takes the request's name for a job, unless somebody has it.
pub(super) async fn register(
    db: &mut SqliteConnection,
    job: JobId,
    request: RequestKey,
) -> Result<Registered, StoreError> {
    let insert = "INSERT INTO requests (method, id, hash, hash_version, job) VALUES (?, ?, ?, ?, ?) \
                  ON CONFLICT DO NOTHING";
    let inserted = query(insert)
        .bind(request.method)
        .bind(request.id.as_bytes().to_vec())
        .bind(request.hash.0.to_vec())
        .bind(REQUEST_HASH_VERSION)
        .bind(row::bytes(job))
        .execute(&mut *db)
        .await?;
    if inserted.rows_affected() == 1 {
        return Ok(Registered::Fresh);
    }
    let known = query("SELECT job, hash, hash_version FROM requests WHERE method = ? AND id = ?")
        .bind(request.method)
        .bind(request.id.as_bytes().to_vec())
        .fetch_one(db)
        .await?;
    let id = row::job_id(&known, "job")?;
    Registered::taken(&known, id, request)
}

async fn insert(db: &mut SqliteConnection, job: NewJob) -> Result<Job, StoreError> {
    let (id, at) = (job.id, job.at);
    insert_row(db, &job).await?;
    for content in job.documents {
        document::put(db, content, at).await?;
    }
    for file in job.brief.order.files() {
        document::tie(db, id, file.content, at).await?;
    }
    enqueue(db, id, at).await?;
    read::present(db, id).await
}

async fn insert_row(db: &mut SqliteConnection, job: &NewJob) -> Result<(), StoreError> {
    let kind = job.brief.order.kind();
    let insert = "INSERT INTO jobs (id, position, kind, reading, state, target, subject, brief, labels, \
                  created, updated, runs, last_event, steps_planned, fence) \
                  VALUES (?, (SELECT coalesce(max(position), 0) + 1 FROM jobs), \
                  ?, ?, 'queued', ?, ?, ?, ?, ?, ?, 0, 0, 0, 0)";
    query(insert)
        .bind(row::bytes(job.id))
        .bind(kind.word())
        .bind(kind.only_reads())
        .bind(job.brief.target.as_str())
        .bind(&job.brief.subject)
        .bind(row::to_json(&job.brief)?)
        .bind(row::to_json(&job.brief.labels)?)
        .bind(row::micros(job.at))
        .bind(row::micros(job.at))
        .execute(db)
        .await?;
    Ok(())
}

/// Puts a job whose row says `queued` into the queue of each of its locks, and tells of it.
pub(super) async fn enqueue(
    db: &mut SqliteConnection,
    id: JobId,
    at: SystemTime,
) -> Result<(), StoreError> {
    let insert = "INSERT INTO locks (key, position, job) \
                  SELECT wanted.value, jobs.position, jobs.id \
                  FROM jobs, json_each(jobs.brief, '$.locks') AS wanted WHERE jobs.id = ?";
    query(insert).bind(row::bytes(id)).execute(&mut *db).await?;
    let queued = Happening::State {
        state: State::Queued,
        message: String::new(),
    };
    record::tell(db, id, &queued, at).await?;
    let by = read::blockers(db, id).await?;
    if !by.is_empty() {
        record::tell(db, id, &Happening::Blocked { by }, at).await?;
    }
    Ok(())
}
