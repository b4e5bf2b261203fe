//! What arrived where a watch looks.

use std::{collections::BTreeSet, time::SystemTime};

use async_trait::async_trait;
use connect_agents::arrival::{ObjectId, ObjectVersion};
use connect_model::{Alias, TargetName};
use sqlx::{QueryBuilder, Row, Sqlite as Db, SqliteConnection, query, sqlite::SqliteRow};

use super::{Sqlite, row, submit};
use crate::{
    jobs::{Arrival, ArrivalEnd, ArrivalFate, ArrivalState, State},
    store::{ArrivalQuery, ArrivalStore, Arrived, Arriving, StoreError, Submitted},
};

// === impl Sqlite ===

#[async_trait]
impl ArrivalStore for Sqlite {
    async fn unmet(
        &self,
        watch: &str,
        objects: Vec<ObjectVersion>,
    ) -> Result<Vec<ObjectVersion>, StoreError> {
        unmet(&mut *self.readers.acquire().await?, watch, objects).await
    }

    async fn arrive(&self, arriving: Arriving) -> Result<Arrived, StoreError> {
        self.writer
            .write(move |db| Box::pin(arrive(db, arriving)))
            .await
    }

    async fn arrivals(&self, query: ArrivalQuery) -> Result<Vec<Arrival>, StoreError> {
        list(&mut *self.readers.acquire().await?, &query).await
    }
}

async fn unmet(
    db: &mut SqliteConnection,
    watch: &str,
    objects: Vec<ObjectVersion>,
) -> Result<Vec<ObjectVersion>, StoreError> {
    let keys: Vec<&str> = objects.iter().map(|object| object.key.as_str()).collect();
    let select = "SELECT bucket, key, version FROM arrivals \
                  WHERE watch = ? AND key IN (SELECT value FROM json_each(?))";
    let found = query(select)
        .bind(watch)
        .bind(row::to_json(&keys)?)
        .fetch_all(db)
        .await?;
    let met: Result<BTreeSet<ObjectId>, StoreError> = found.iter().map(id).collect();
    let met = met?;
    let is_new = |object: &ObjectVersion| !met.contains(&object.id());
    Ok(objects.into_iter().filter(is_new).collect())
}

async fn arrive(db: &mut SqliteConnection, arriving: Arriving) -> Result<Arrived, StoreError> {
    let Arriving {
        watch,
        object,
        job,
        at,
    } = arriving;
    let id = object.id();
    let insert = "INSERT INTO arrivals \
                  (watch, target, alias, bucket, key, version, object, arrived, state, fate) \
                  VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, '{}') ON CONFLICT DO NOTHING RETURNING serial";
    let noted = query(insert)
        .bind(&watch.name)
        .bind(watch.target.as_str())
        .bind(watch.alias.as_str())
        .bind(&id.bucket)
        .bind(&id.key)
        .bind(&id.version)
        .bind(row::to_json(&object)?)
        .bind(row::micros(at))
        .bind(ArrivalState::Open.word())
        .fetch_optional(&mut *db)
        .await?;
    let Some(noted) = noted else {
        return Ok(Arrived::Met);
    };
    let serial: i64 = noted.try_get("serial")?;
    let why = match job {
        Ok(job) => match submit::submit(db, job.0, job.1).await? {
            Submitted::Fresh(job) | Submitted::Known(job) => {
                query("UPDATE arrivals SET job = ? WHERE serial = ?")
                    .bind(row::bytes(job.id))
                    .bind(serial)
                    .execute(db)
                    .await?;
                return Ok(Arrived::Started(job));
            }
            Submitted::Reused(job) => format!("jobs/{job} has the name of its job"),
            Submitted::PlanMissing(_) | Submitted::PlanForbids(..) => {
                "it applies a plan, which no import can".to_owned()
            }
        },
        Err(why) => why,
    };
    let fate = ArrivalFate { place: None, why };
    end(db, serial, ArrivalState::Failed, &fate, at).await?;
    Ok(Arrived::Refused)
}

/// Notes how the job of a version ended.
pub(super) async fn ended(
    db: &mut SqliteConnection,
    ended: &ArrivalEnd,
    at: SystemTime,
) -> Result<(), StoreError> {
    let select = "SELECT serial FROM arrivals \
                  WHERE watch = ? AND bucket = ? AND key = ? AND version = ?";
    let found = query(select)
        .bind(&ended.watch)
        .bind(&ended.object.bucket)
        .bind(&ended.object.key)
        .bind(&ended.object.version)
        .fetch_optional(&mut *db)
        .await?;
    match found {
        Some(found) => end(db, found.try_get("serial")?, ended.state, &ended.fate, at).await,
        None => Ok(()),
    }
}

async fn end(
    db: &mut SqliteConnection,
    serial: i64,
    state: ArrivalState,
    fate: &ArrivalFate,
    at: SystemTime,
) -> Result<(), StoreError> {
    query("UPDATE arrivals SET state = ?, ended = ?, fate = ? WHERE serial = ?")
        .bind(state.word())
        .bind(row::micros(at))
        .bind(row::to_json(fate)?)
        .bind(serial)
        .execute(db)
        .await?;
    Ok(())
}

/// Forgets what arrived at targets whose AWS is no more.
pub(super) async fn forget(
    db: &mut SqliteConnection,
    targets: &BTreeSet<TargetName>,
) -> Result<(), StoreError> {
    for target in targets {
        query("DELETE FROM arrivals WHERE target = ?")
            .bind(target.as_str())
            .execute(&mut *db)
            .await?;
    }
    Ok(())
}

async fn list(
    db: &mut SqliteConnection,
    wanted: &ArrivalQuery,
) -> Result<Vec<Arrival>, StoreError> {
    let found = select(wanted).build().fetch_all(db).await?;
    found.iter().map(read).collect()
}

fn select(wanted: &ArrivalQuery) -> QueryBuilder<Db> {
    let mut sql = QueryBuilder::new(
        "SELECT a.serial, a.watch, a.target, a.alias, a.object, a.arrived, a.state, a.job, a.ended, \
         a.fate, j.state AS job_state FROM arrivals a LEFT JOIN jobs j ON j.id = a.job WHERE 1",
    );
    if let Some(watch) = &wanted.watch {
        sql.push(" AND a.watch = ").push_bind(watch.clone());
    }
    if let Some(before) = wanted.before {
        sql.push(" AND a.serial < ").push_bind(before);
    }
    if !wanted.states.is_empty() {
        sql.push(" AND a.state IN (");
        let mut words = sql.separated(", ");
        for state in &wanted.states {
            words.push_bind(state.word());
        }
        sql.push(")");
    }
    sql.push(" ORDER BY a.serial DESC LIMIT ")
        .push_bind(wanted.limit);
    sql
}

fn read(found: &SqliteRow) -> Result<Arrival, StoreError> {
    let state: &str = found.try_get("state")?;
    let unreadable = |what: &str| StoreError::Unreadable(format!("{what} of an arrival"));
    let job: Option<&[u8]> = found.try_get("job")?;
    let job_state: Option<&str> = found.try_get("job_state")?;
    let ended: Option<i64> = found.try_get("ended")?;
    Ok(Arrival {
        serial: found.try_get("serial")?,
        watch: found.try_get("watch")?,
        target: TargetName::new(found.try_get::<String, _>("target")?)
            .map_err(|_| unreadable("the target"))?,
        alias: Alias::new(found.try_get::<String, _>("alias")?)
            .map_err(|_| unreadable("the instance"))?,
        object: row::of_json("an object", found.try_get("object")?)?,
        arrived: row::time(found.try_get("arrived")?),
        state: ArrivalState::of_word(state).ok_or_else(|| unreadable("the state"))?,
        job: match job {
            Some(_) => Some(row::job_id(found, "job")?),
            None => None,
        },
        job_state: job_state.and_then(State::of_word),
        ended: ended.map(row::time),
        fate: row::of_json("the fate of an arrival", found.try_get("fate")?)?,
    })
}

fn id(found: &SqliteRow) -> Result<ObjectId, StoreError> {
    Ok(ObjectId {
        bucket: found.try_get("bucket")?,
        key: found.try_get("key")?,
        version: found.try_get("version")?,
    })
}
