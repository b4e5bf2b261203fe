//! What is not as it should be about shares, and what somebody is to be told of it.

use std::time::SystemTime;

use sqlx::{Row, SqliteConnection, query, sqlite::SqliteRow};
use uuid::Uuid;

use super::{record, row};
use crate::{
    jobs::{
        Alarm, Alert, AlertChange, AlertKind, Happening, Notice, Sighting, Watch, alert_changes,
    },
    store::StoreError,
};

/// Looks after a share from now on, or no more.
pub(super) async fn watch(
    db: &mut SqliteConnection,
    subject: &str,
    watch: Option<&Watch>,
) -> Result<(), StoreError> {
    let Some(watch) = watch else {
        query("DELETE FROM watches WHERE subject = ?")
            .bind(subject)
            .execute(db)
            .await?;
        return Ok(());
    };
    let upsert = "INSERT INTO watches (subject, target, watch) VALUES (?, ?, ?) \
                  ON CONFLICT DO UPDATE SET target = excluded.target, watch = excluded.watch";
    query(upsert)
        .bind(subject)
        .bind(watch.target.as_str())
        .bind(row::to_json(watch)?)
        .execute(&mut *db)
        .await?;
    // An export that is declared no more runs no more, so nothing would ever end its alert.
    let delete = "DELETE FROM alerts WHERE subject = ? AND kind = ? \
                  AND thing NOT IN (SELECT value FROM json_each(?))";
    query(delete)
        .bind(subject)
        .bind(AlertKind::ExportFailed.word())
        .bind(row::to_json(&watch.exports)?)
        .execute(db)
        .await?;
    Ok(())
}

/// Notes what was seen of a share that is looked after.
pub(super) async fn sight(
    db: &mut SqliteConnection,
    sighting: &Sighting,
    at: SystemTime,
) -> Result<(), StoreError> {
    let Some(watch) = watch_of(db, &sighting.subject).await? else {
        return Ok(());
    };
    let standing = of(db, &sighting.subject).await?;
    for change in alert_changes(&standing, sighting) {
        if let (Some(job), Some(text)) = (sighting.job, change.note()) {
            record::tell(db, job, &Happening::Note { text }, at).await?;
        }
        let notice = change.notice(&watch, sighting, at);
        if let Some(notice) = &notice {
            announce(db, notice, at).await?;
        }
        let subject = sighting.subject.as_str();
        match &change {
            AlertChange::Raised(alarm) => {
                let notice = notice.map(|notice| notice.id);
                raise(db, subject, alarm, notice, at).await?;
            }
            AlertChange::Seen(alarm) => renew(db, subject, alarm).await?,
            AlertChange::Over(alert) => end(db, subject, &alert.alarm).await?,
        }
    }
    Ok(())
}

/// The alerts of a share that stand, oldest first.
pub(super) async fn of(db: &mut SqliteConnection, subject: &str) -> Result<Vec<Alert>, StoreError> {
    let select = "SELECT since, alarm, EXISTS ( \
                  SELECT 1 FROM notices WHERE notices.id = alerts.notice) AS pending \
                  FROM alerts WHERE subject = ? ORDER BY since, kind, thing, rule";
    let found = query(select).bind(subject).fetch_all(db).await?;
    let read = |found: &SqliteRow| {
        Ok(Alert {
            alarm: row::of_json("an alert", found.try_get("alarm")?)?,
            since: row::time(found.try_get("since")?),
            is_pending: found.try_get("pending")?,
        })
    };
    found.iter().map(read).collect()
}

pub(super) async fn notices(
    db: &mut SqliteConnection,
    now: SystemTime,
    limit: u32,
) -> Result<Vec<Notice>, StoreError> {
    let select = "SELECT notice, tries FROM notices WHERE due <= ? ORDER BY serial LIMIT ?";
    let found = query(select)
        .bind(row::micros(now))
        .bind(limit)
        .fetch_all(db)
        .await?;
    let read = |found: &SqliteRow| {
        let notice: Notice = row::of_json("a notice", found.try_get("notice")?)?;
        Ok(Notice {
            tries: found.try_get("tries")?,
            ..notice
        })
    };
    found.iter().map(read).collect()
}

pub(super) async fn next_notice(
    db: &mut SqliteConnection,
) -> Result<Option<SystemTime>, StoreError> {
    let found = query("SELECT min(due) AS due FROM notices")
        .fetch_one(db)
        .await?;
    Ok(found.try_get::<Option<i64>, _>("due")?.map(row::time))
}

pub(super) async fn told(db: &mut SqliteConnection, notice: Uuid) -> Result<(), StoreError> {
    query("DELETE FROM notices WHERE id = ?")
        .bind(bytes(notice))
        .execute(db)
        .await?;
    Ok(())
}

pub(super) async fn untold(
    db: &mut SqliteConnection,
    notice: Uuid,
    next: SystemTime,
) -> Result<(), StoreError> {
    query("UPDATE notices SET due = ?, tries = tries + 1 WHERE id = ?")
        .bind(row::micros(next))
        .bind(bytes(notice))
        .execute(db)
        .await?;
    Ok(())
}

pub(super) async fn tally(db: &mut SqliteConnection) -> Result<Vec<(AlertKind, u64)>, StoreError> {
    let found = query("SELECT kind, count(*) AS alerts FROM alerts GROUP BY kind")
        .fetch_all(db)
        .await?;
    let read = |found: &SqliteRow| {
        let kind: &str = found.try_get("kind")?;
        let unreadable = || StoreError::Unreadable(format!("the kind {kind} of an alert"));
        let kind = AlertKind::of_word(kind).ok_or_else(unreadable)?;
        Ok((kind, found.try_get::<i64, _>("alerts")?.unsigned_abs()))
    };
    found.iter().map(read).collect()
}

/// What nobody could be told for so long is old news.
pub(super) async fn sweep(
    db: &mut SqliteConnection,
    before: SystemTime,
    limit: u32,
) -> Result<(), StoreError> {
    let delete = "DELETE FROM notices WHERE serial IN ( \
                  SELECT serial FROM notices WHERE at < ? ORDER BY at LIMIT ?)";
    query(delete)
        .bind(row::micros(before))
        .bind(limit)
        .execute(db)
        .await?;
    Ok(())
}

async fn watch_of(db: &mut SqliteConnection, subject: &str) -> Result<Option<Watch>, StoreError> {
    let found = query("SELECT watch FROM watches WHERE subject = ?")
        .bind(subject)
        .fetch_optional(db)
        .await?;
    let read = |found: SqliteRow| row::of_json("a watch", found.try_get("watch")?);
    found.map(read).transpose()
}

async fn announce(
    db: &mut SqliteConnection,
    notice: &Notice,
    at: SystemTime,
) -> Result<(), StoreError> {
    let insert = "INSERT INTO notices (id, target, at, due, tries, notice) \
                  VALUES (?, ?, ?, ?, 0, ?) ON CONFLICT DO NOTHING";
    query(insert)
        .bind(bytes(notice.id))
        .bind(notice.target.as_str())
        .bind(row::micros(at))
        .bind(row::micros(at))
        .bind(row::to_json(notice)?)
        .execute(db)
        .await?;
    Ok(())
}

async fn raise(
    db: &mut SqliteConnection,
    subject: &str,
    alarm: &Alarm,
    notice: Option<Uuid>,
    at: SystemTime,
) -> Result<(), StoreError> {
    let insert = "INSERT INTO alerts (subject, kind, thing, rule, since, alarm, notice) \
                  VALUES (?, ?, ?, ?, ?, ?, ?)";
    query(insert)
        .bind(subject)
        .bind(alarm.key.kind.word())
        .bind(&alarm.key.thing)
        .bind(&alarm.key.rule)
        .bind(row::micros(at))
        .bind(row::to_json(alarm)?)
        .bind(notice.map(bytes))
        .execute(db)
        .await?;
    Ok(())
}

async fn renew(db: &mut SqliteConnection, subject: &str, alarm: &Alarm) -> Result<(), StoreError> {
    let update = "UPDATE alerts SET alarm = ? \
                  WHERE subject = ? AND kind = ? AND thing = ? AND rule = ?";
    query(update)
        .bind(row::to_json(alarm)?)
        .bind(subject)
        .bind(alarm.key.kind.word())
        .bind(&alarm.key.thing)
        .bind(&alarm.key.rule)
        .execute(db)
        .await?;
    Ok(())
}

async fn end(db: &mut SqliteConnection, subject: &str, alarm: &Alarm) -> Result<(), StoreError> {
    query("DELETE FROM alerts WHERE subject = ? AND kind = ? AND thing = ? AND rule = ?")
        .bind(subject)
        .bind(alarm.key.kind.word())
        .bind(&alarm.key.thing)
        .bind(&alarm.key.rule)
        .execute(db)
        .await?;
    Ok(())
}

fn bytes(id: Uuid) -> Vec<u8> {
    id.as_bytes().to_vec()
}
