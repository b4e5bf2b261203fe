//! Brings a file to the form of this version, one numbered script after the other.

use sqlx::{Connection, Row, SqliteConnection, query, raw_sql};

use crate::store::StoreError;

/// The scripts, oldest first. A file knows how many of them it has had; none ever changes.
const SCRIPTS: &[&str] = &[
    include_str!("../../../migrations/0001-jobs.sql"),
    include_str!("../../../migrations/0002-recollections.sql"),
    include_str!("../../../migrations/0003-plans.sql"),
    include_str!("../../../migrations/0004-bundles.sql"),
    include_str!("../../../migrations/0005-schedules.sql"),
    include_str!("../../../migrations/0006-alerts.sql"),
    include_str!("../../../migrations/0007-agents.sql"),
    include_str!("../../../migrations/0008-arrivals.sql"),
    include_str!("../../../migrations/0009-calls.sql"),
];

/// Runs the scripts that the file has not had, each whole or not at all.
pub(super) async fn run(db: &mut SqliteConnection) -> Result<(), StoreError> {
    let had = version(db).await?;
    if had > SCRIPTS.len() {
        let newer = format!("the store's form {had}, made by a newer version,");
        return Err(StoreError::Unreadable(newer));
    }
    for (n, script) in SCRIPTS.iter().enumerate().skip(had) {
        let mut transaction = db.begin_with("BEGIN IMMEDIATE").await?;
        raw_sql(*script).execute(&mut *transaction).await?;
        // A pragma takes no bound values; the number is ours.
        let mark = sqlx::AssertSqlSafe(format!("PRAGMA user_version = {}", n + 1));
        raw_sql(mark).execute(&mut *transaction).await?;
        transaction.commit().await?;
    }
    Ok(())
}

async fn version(db: &mut SqliteConnection) -> Result<usize, StoreError> {
    let row = query("PRAGMA user_version").fetch_one(db).await?;
    let version: i64 = row.try_get(0)?;
    usize::try_from(version).map_err(|_| StoreError::Unreadable("the store's version".into()))
}
