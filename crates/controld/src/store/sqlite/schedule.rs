//! What the daemon starts by itself.

use std::{collections::BTreeSet, time::SystemTime};

use connect_model::{TargetName, schedule::instant};
use sqlx::{AssertSqlSafe, Row, SqliteConnection, query, sqlite::SqliteRow};

use super::{alert, arrival, record, row, submit};
use crate::{
    jobs::{Happening, JobId, LastTime, Occasion, Schedule, ScheduleBrief, Sighting, Timetable},
    store::{Fired, Firing, NewJob, RequestKey, StoreError, Submitted},
};

const COLUMNS: &str = "name, brief, since, due, last";

/// Puts a timetable in the place of what its subject had.
pub(super) async fn set(
    db: &mut SqliteConnection,
    table: Timetable,
    at: SystemTime,
) -> Result<(), StoreError> {
    alert::watch(db, &table.subject, table.watch.as_ref()).await?;
    let names: BTreeSet<String> = table.schedules.iter().map(ScheduleBrief::name).collect();
    for there in of(db, &table.subject).await? {
        if !names.contains(&there.name) {
            query("DELETE FROM schedules WHERE name = ?")
                .bind(there.name)
                .execute(&mut *db)
                .await?;
        }
    }
    for brief in table.schedules {
        let before = find(db, &brief.name()).await?;
        put(db, &Schedule::renewed(brief, before, at)).await?;
    }
    Ok(())
}

pub(super) async fn of(
    db: &mut SqliteConnection,
    subject: &str,
) -> Result<Vec<Schedule>, StoreError> {
    let select = format!("SELECT {COLUMNS} FROM schedules WHERE subject = ? ORDER BY name");
    let found = query(AssertSqlSafe(select))
        .bind(subject)
        .fetch_all(db)
        .await?;
    found.iter().map(read).collect()
}

pub(super) async fn due(
    db: &mut SqliteConnection,
    now: SystemTime,
    limit: u32,
) -> Result<Vec<Schedule>, StoreError> {
    let select =
        format!("SELECT {COLUMNS} FROM schedules WHERE due <= ? ORDER BY due, name LIMIT ?");
    let found = query(AssertSqlSafe(select))
        .bind(row::micros(now))
        .bind(limit)
        .fetch_all(db)
        .await?;
    found.iter().map(read).collect()
}

pub(super) async fn next_due(db: &mut SqliteConnection) -> Result<Option<SystemTime>, StoreError> {
    let found = query("SELECT min(due) AS due FROM schedules WHERE due IS NOT NULL")
        .fetch_one(db)
        .await?;
    Ok(found.try_get::<Option<i64>, _>("due")?.map(row::time))
}

pub(super) async fn fire(db: &mut SqliteConnection, firing: Firing) -> Result<Fired, StoreError> {
    let stands = find(db, &firing.schedule).await?;
    let was_due = row::micros(firing.was_due);
    let stands = stands.filter(|it| it.due.map(row::micros) == Some(was_due));
    let Some(mut schedule) = stands else {
        return Ok(Fired::Past);
    };
    let before = schedule.last.as_ref().and_then(|last| last.job);
    let (fired, job, left_out) = start(db, firing.job, before).await?;
    if let Fired::Overlapped(job) = fired {
        tell_left_out(db, job, &firing.occasion, firing.at).await?;
    }
    if let (Fired::Refused, Some(why)) = (&fired, &left_out)
        && let Some(sighting) = Sighting::of_refusal(&schedule, why)
    {
        alert::sight(db, &sighting, firing.at).await?;
    }
    schedule.last = Some(LastTime::of(&firing.occasion, job, left_out));
    schedule.due = firing.occasion.next;
    put(db, &schedule).await?;
    Ok(fired)
}

/// Starts a job, unless the one before is unfinished. Also the newest job, and why it is not a new one.
async fn start(
    db: &mut SqliteConnection,
    job: Result<Box<(NewJob, RequestKey)>, String>,
    before: Option<JobId>,
) -> Result<(Fired, Option<JobId>, Option<String>), StoreError> {
    if let Some(running) = unfinished(db, before).await? {
        let why = format!("jobs/{running} was still going");
        return Ok((Fired::Overlapped(running), before, Some(why)));
    }
    let (job, request) = match job {
        Ok(job) => *job,
        Err(why) => return Ok((Fired::Refused, before, Some(why))),
    };
    match submit::submit(db, job, request).await? {
        Submitted::Fresh(job) | Submitted::Known(job) => {
            let id = job.id;
            Ok((Fired::Started(job), Some(id), None))
        }
        Submitted::Reused(job) => {
            let why = format!("jobs/{job} has the name of this run");
            Ok((Fired::Refused, before, Some(why)))
        }
        Submitted::PlanMissing(_) | Submitted::PlanForbids(..) => {
            let why = "it applies a plan, which no schedule can".to_owned();
            Ok((Fired::Refused, before, Some(why)))
        }
    }
}

async fn unfinished(
    db: &mut SqliteConnection,
    job: Option<JobId>,
) -> Result<Option<JobId>, StoreError> {
    let Some(job) = job else {
        return Ok(None);
    };
    let select = "SELECT 1 FROM jobs WHERE id = ? AND state IN ('queued', 'running', 'cancelling')";
    let found = query(select)
        .bind(row::bytes(job))
        .fetch_optional(db)
        .await?;
    Ok(found.map(|_| job))
}

async fn tell_left_out(
    db: &mut SqliteConnection,
    job: JobId,
    occasion: &Occasion,
    at: SystemTime,
) -> Result<(), StoreError> {
    let due = instant(occasion.due);
    let text = format!("the run that was due at {due} is left out, since this one still goes");
    record::tell(db, job, &Happening::Note { text }, at).await
}

/// Removes every schedule of these targets, and all that is known of what they are about.
pub(super) async fn unschedule(
    db: &mut SqliteConnection,
    targets: &BTreeSet<TargetName>,
) -> Result<(), StoreError> {
    arrival::forget(db, targets).await?;
    for target in targets {
        for delete in [
            "DELETE FROM schedules WHERE target = ?",
            "DELETE FROM watches WHERE target = ?",
            "DELETE FROM notices WHERE target = ?",
        ] {
            query(delete)
                .bind(target.as_str())
                .execute(&mut *db)
                .await?;
        }
    }
    Ok(())
}

async fn find(db: &mut SqliteConnection, name: &str) -> Result<Option<Schedule>, StoreError> {
    let select = format!("SELECT {COLUMNS} FROM schedules WHERE name = ?");
    let found = query(AssertSqlSafe(select))
        .bind(name)
        .fetch_optional(db)
        .await?;
    found.as_ref().map(read).transpose()
}

async fn put(db: &mut SqliteConnection, schedule: &Schedule) -> Result<(), StoreError> {
    let upsert = "INSERT INTO schedules (name, subject, target, brief, since, due, last) \
                  VALUES (?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO UPDATE SET \
                  target = excluded.target, brief = excluded.brief, since = excluded.since, \
                  due = excluded.due, last = excluded.last";
    query(upsert)
        .bind(&schedule.name)
        .bind(&schedule.brief.subject)
        .bind(schedule.brief.target.as_str())
        .bind(row::to_json(&schedule.brief)?)
        .bind(row::micros(schedule.since))
        .bind(schedule.due.map(row::micros))
        .bind(schedule.last.as_ref().map(row::to_json).transpose()?)
        .execute(&mut *db)
        .await?;
    query("DELETE FROM schedule_documents WHERE schedule = ?")
        .bind(&schedule.name)
        .execute(&mut *db)
        .await?;
    for file in schedule.brief.order.files() {
        let insert = "INSERT INTO schedule_documents (schedule, digest) VALUES (?, ?) \
                      ON CONFLICT DO NOTHING";
        query(insert)
            .bind(&schedule.name)
            .bind(file.content.0.to_vec())
            .execute(&mut *db)
            .await?;
    }
    Ok(())
}

fn read(found: &SqliteRow) -> Result<Schedule, StoreError> {
    let last: Option<&str> = found.try_get("last")?;
    let due: Option<i64> = found.try_get("due")?;
    Ok(Schedule {
        name: found.try_get("name")?,
        brief: row::of_json("a schedule", found.try_get("brief")?)?,
        since: row::time(found.try_get("since")?),
        due: due.map(row::time),
        last: last
            .map(|text| row::of_json("what became of a schedule", text))
            .transpose()?,
    })
}
