//! What observations remember.

use std::time::SystemTime;

use connect_resources::Recollection;
use sqlx::{Row, SqliteConnection, query};

use super::row;
use crate::store::StoreError;

pub(super) async fn recall(
    db: &mut SqliteConnection,
    arns: &[String],
) -> Result<Vec<Recollection>, StoreError> {
    let select = "SELECT arn, modified, gaps FROM recollections \
                  WHERE arn IN (SELECT value FROM json_each(?))";
    let found = query(select)
        .bind(row::to_json(&arns)?)
        .fetch_all(db)
        .await?;
    let read = |found: &sqlx::sqlite::SqliteRow| {
        Ok(Recollection {
            arn: found.try_get("arn")?,
            modified_ms: found.try_get("modified")?,
            gaps: row::of_json("what is remembered", found.try_get("gaps")?)?,
        })
    };
    found.iter().map(read).collect()
}

pub(super) async fn remember(
    db: &mut SqliteConnection,
    things: Vec<Recollection>,
    at: SystemTime,
) -> Result<(), StoreError> {
    for thing in things {
        let upsert = "INSERT INTO recollections (arn, modified, gaps, stored) VALUES (?, ?, ?, ?) \
                      ON CONFLICT DO UPDATE SET modified = excluded.modified, \
                      gaps = excluded.gaps, stored = excluded.stored";
        query(upsert)
            .bind(thing.arn)
            .bind(thing.modified_ms)
            .bind(row::to_json(&thing.gaps)?)
            .bind(row::micros(at))
            .execute(&mut *db)
            .await?;
    }
    Ok(())
}

pub(super) async fn sweep(
    db: &mut SqliteConnection,
    before: SystemTime,
    limit: u32,
) -> Result<(), StoreError> {
    let delete = "DELETE FROM recollections WHERE arn IN ( \
                  SELECT arn FROM recollections WHERE stored < ? ORDER BY stored LIMIT ?)";
    query(delete)
        .bind(row::micros(before))
        .bind(limit)
        .execute(db)
        .await?;
    Ok(())
}
