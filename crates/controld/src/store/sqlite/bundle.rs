//! Bundles of flows.

use std::time::SystemTime;

use sqlx::{Row, SqliteConnection, query};

use super::row;
use crate::{
    jobs::{BundleFiles, Digest},
    store::StoreError,
};

/// Notes a bundle; one that is there stays as it is. Its documents are used with it, so that they do not
/// go before it.
pub(super) async fn note(
    db: &mut SqliteConnection,
    digest: Digest,
    files: BundleFiles,
    at: SystemTime,
) -> Result<(), StoreError> {
    let upsert = "INSERT INTO bundles (digest, files, used) VALUES (?, ?, ?) \
                  ON CONFLICT DO UPDATE SET used = max(used, excluded.used)";
    query(upsert)
        .bind(digest.0.to_vec())
        .bind(row::to_json(&files)?)
        .bind(row::micros(at))
        .execute(&mut *db)
        .await?;
    let noted = find(db, digest).await?.unwrap_or(files);
    for file in noted.files {
        query("UPDATE documents SET used = max(used, ?) WHERE digest = ?")
            .bind(row::micros(at))
            .bind(file.content.0.to_vec())
            .execute(&mut *db)
            .await?;
    }
    Ok(())
}

pub(super) async fn find(
    db: &mut SqliteConnection,
    digest: Digest,
) -> Result<Option<BundleFiles>, StoreError> {
    let found = query("SELECT files FROM bundles WHERE digest = ?")
        .bind(digest.0.to_vec())
        .fetch_optional(db)
        .await?;
    let read = |found: sqlx::sqlite::SqliteRow| row::of_json("a bundle", found.try_get("files")?);
    found.map(read).transpose()
}

/// Goes before the documents that it names.
pub(super) async fn sweep(db: &mut SqliteConnection, before: SystemTime) -> Result<(), StoreError> {
    query("DELETE FROM bundles WHERE used < ?")
        .bind(row::micros(before))
        .execute(db)
        .await?;
    Ok(())
}
