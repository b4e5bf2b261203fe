//! Documents.

use std::time::SystemTime;

use sqlx::{Row, SqliteConnection, query};

use super::row;
use crate::{
    jobs::{Digest, JobId},
    store::{Document, NewDocument, StoreError},
};

const FIND: &str = "SELECT digest, created, used, size FROM documents WHERE digest = ?";

pub(super) async fn put(
    db: &mut SqliteConnection,
    document: NewDocument,
    at: SystemTime,
) -> Result<Document, StoreError> {
    let insert = "INSERT INTO documents (digest, created, used, size, content) \
                  VALUES (?, ?, ?, ?, ?) ON CONFLICT DO UPDATE SET used = max(used, excluded.used)";
    let size = i64::try_from(document.content.len()).unwrap_or(i64::MAX);
    query(insert)
        .bind(document.digest.0.to_vec())
        .bind(row::micros(at))
        .bind(row::micros(at))
        .bind(size)
        .bind(document.content)
        .execute(&mut *db)
        .await?;
    let stored = find(db, document.digest).await?;
    stored.ok_or_else(|| StoreError::Unreadable("the document just stored".into()))
}

/// Keeps a document for as long as a job is kept. Fails when there is none.
pub(super) async fn tie(
    db: &mut SqliteConnection,
    job: JobId,
    digest: Digest,
    at: SystemTime,
) -> Result<(), StoreError> {
    query("INSERT INTO job_documents (job, digest) VALUES (?, ?) ON CONFLICT DO NOTHING")
        .bind(row::bytes(job))
        .bind(digest.0.to_vec())
        .execute(&mut *db)
        .await?;
    query("UPDATE documents SET used = max(used, ?) WHERE digest = ?")
        .bind(row::micros(at))
        .bind(digest.0.to_vec())
        .execute(db)
        .await?;
    Ok(())
}

pub(super) async fn find(
    db: &mut SqliteConnection,
    digest: Digest,
) -> Result<Option<Document>, StoreError> {
    let found = query(FIND)
        .bind(digest.0.to_vec())
        .fetch_optional(db)
        .await?;
    found.as_ref().map(row::document).transpose()
}

pub(super) async fn content(
    db: &mut SqliteConnection,
    digest: Digest,
) -> Result<Option<Vec<u8>>, StoreError> {
    let found = query("SELECT content FROM documents WHERE digest = ?")
        .bind(digest.0.to_vec())
        .fetch_optional(db)
        .await?;
    Ok(found.map(|row| row.try_get("content")).transpose()?)
}
