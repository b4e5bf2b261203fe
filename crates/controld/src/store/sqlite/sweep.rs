//! What has been kept long enough goes.

use std::time::SystemTime;

use sqlx::{SqliteConnection, query};

use super::{alert, bundle, plan, recollection, row};
use crate::store::StoreError;

pub(super) async fn sweep(
    db: &mut SqliteConnection,
    before: SystemTime,
    limit: u32,
) -> Result<u64, StoreError> {
    let jobs = "DELETE FROM jobs WHERE id IN ( \
                SELECT id FROM jobs WHERE ended < ? ORDER BY ended LIMIT ?)";
    let gone = query(jobs)
        .bind(row::micros(before))
        .bind(limit)
        .execute(&mut *db)
        .await?;
    plan::sweep(db, before, limit).await?;
    bundle::sweep(db, before).await?;
    let documents = "DELETE FROM documents WHERE digest IN ( \
                     SELECT digest FROM documents WHERE used < ? AND NOT EXISTS ( \
                     SELECT 1 FROM job_documents WHERE job_documents.digest = documents.digest) \
                     AND NOT EXISTS ( \
                     SELECT 1 FROM plan_documents WHERE plan_documents.digest = documents.digest) \
                     AND NOT EXISTS (SELECT 1 FROM schedule_documents \
                     WHERE schedule_documents.digest = documents.digest) \
                     LIMIT ?)";
    query(documents)
        .bind(row::micros(before))
        .bind(limit)
        .execute(&mut *db)
        .await?;
    alert::sweep(db, before, limit).await?;
    recollection::sweep(db, before, limit).await?;
    Ok(gone.rows_affected())
}
