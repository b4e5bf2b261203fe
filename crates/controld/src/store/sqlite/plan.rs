//! Kept plans: how they come in, and how they are read.

use std::time::SystemTime;

use sqlx::{AssertSqlSafe, QueryBuilder, Row, Sqlite, SqliteConnection, query, sqlite::SqliteRow};
use uuid::Uuid;

use super::row;
use crate::{
    jobs::{NewPlan, PlanFate, PlanId, PlanState, SavedPlan},
    store::{PlanQuery, StoreError},
};

const COLUMNS: &str = "serial, id, state, created, expires, brief, fate";

/// Stores a plan, once.
pub(super) async fn make(
    db: &mut SqliteConnection,
    plan: NewPlan,
    at: SystemTime,
) -> Result<(), StoreError> {
    let insert = "INSERT INTO plans (id, state, target, alias, created, expires, brief, fate, plan) \
                  VALUES (?, 'open', ?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING";
    query(insert)
        .bind(bytes(plan.id))
        .bind(plan.brief.target.as_str())
        .bind(plan.brief.alias.as_str())
        .bind(row::micros(at))
        .bind(row::micros(plan.expires))
        .bind(row::to_json(&plan.brief)?)
        .bind(row::to_json(&PlanFate::default())?)
        .bind(row::to_json(&plan.plan)?)
        .execute(&mut *db)
        .await?;
    for file in plan.brief.spec.all() {
        query("INSERT INTO plan_documents (plan, digest) VALUES (?, ?) ON CONFLICT DO NOTHING")
            .bind(bytes(plan.id))
            .bind(file.content.0.to_vec())
            .execute(&mut *db)
            .await?;
    }
    Ok(())
}

/// A plan, whole.
pub(super) async fn find(
    db: &mut SqliteConnection,
    id: PlanId,
) -> Result<Option<SavedPlan>, StoreError> {
    let select = AssertSqlSafe(format!("SELECT {COLUMNS}, plan FROM plans WHERE id = ?"));
    let found = query(select).bind(bytes(id)).fetch_optional(db).await?;
    let Some(found) = found else {
        return Ok(None);
    };
    let mut plan = read(&found)?;
    plan.plan = Some(row::of_json("a plan", found.try_get("plan")?)?);
    Ok(Some(plan))
}

pub(super) async fn list(
    db: &mut SqliteConnection,
    wanted: &PlanQuery,
) -> Result<Vec<SavedPlan>, StoreError> {
    let found = select(wanted).build().fetch_all(db).await?;
    found.iter().map(read).collect()
}

/// Stores what became of a plan.
pub(super) async fn put_fate(
    db: &mut SqliteConnection,
    plan: &SavedPlan,
) -> Result<(), StoreError> {
    let taker = plan.fate.taking.map(|taking| row::bytes(taking.job));
    query("UPDATE plans SET state = ?, expires = ?, fate = ?, taker = ? WHERE id = ?")
        .bind(plan.stored.word())
        .bind(row::micros(plan.expires))
        .bind(row::to_json(&plan.fate)?)
        .bind(taker)
        .bind(bytes(plan.id))
        .execute(db)
        .await?;
    Ok(())
}

pub(super) async fn sweep(
    db: &mut SqliteConnection,
    before: SystemTime,
    limit: u32,
) -> Result<(), StoreError> {
    let delete = "DELETE FROM plans WHERE id IN ( \
                  SELECT id FROM plans WHERE expires < ? AND NOT EXISTS ( \
                  SELECT 1 FROM jobs WHERE jobs.id = plans.taker) ORDER BY expires LIMIT ?)";
    query(delete)
        .bind(row::micros(before))
        .bind(limit)
        .execute(db)
        .await?;
    Ok(())
}

pub(super) fn bytes(id: PlanId) -> Vec<u8> {
    id.0.as_bytes().to_vec()
}

pub(super) fn id(row: &SqliteRow, column: &str) -> Result<PlanId, StoreError> {
    let bytes: &[u8] = row.try_get(column)?;
    let uuid = Uuid::from_slice(bytes);
    let uuid = uuid.map_err(|cause| StoreError::Unreadable(format!("a plan's id ({cause})")))?;
    Ok(PlanId(uuid))
}

fn select(wanted: &PlanQuery) -> QueryBuilder<Sqlite> {
    let mut sql = QueryBuilder::new(format!("SELECT {COLUMNS} FROM plans WHERE 1"));
    if let Some(before) = wanted.before {
        sql.push(" AND serial < ").push_bind(before);
    }
    if let Some(target) = &wanted.target {
        sql.push(" AND target = ")
            .push_bind(target.as_str().to_owned());
    }
    if let Some(alias) = &wanted.alias {
        sql.push(" AND alias = ")
            .push_bind(alias.as_str().to_owned());
    }
    if !wanted.states.is_empty() {
        sql.push(" AND (0");
        for state in &wanted.states {
            in_state(&mut sql, *state, wanted.now);
        }
        sql.push(")");
    }
    sql.push(" ORDER BY serial DESC LIMIT ")
        .push_bind(wanted.limit);
    sql
}

/// As [`SavedPlan::state`] has it.
fn in_state(sql: &mut QueryBuilder<Sqlite>, state: PlanState, now: SystemTime) {
    let now = row::micros(now);
    match state {
        PlanState::Expired => {
            sql.push(" OR (state IN ('open', 'approved') AND expires <= ")
                .push_bind(now)
                .push(")");
        }
        PlanState::Open | PlanState::Approved => {
            sql.push(" OR (state = ")
                .push_bind(state.word())
                .push(" AND expires > ")
                .push_bind(now)
                .push(")");
        }
        PlanState::Applied | PlanState::Stale => {
            sql.push(" OR state = ").push_bind(state.word());
        }
    }
}

fn read(found: &SqliteRow) -> Result<SavedPlan, StoreError> {
    let state: &str = found.try_get("state")?;
    let unreadable = || StoreError::Unreadable(format!("the state {state} of a plan"));
    Ok(SavedPlan {
        id: id(found, "id")?,
        serial: found.try_get("serial")?,
        stored: PlanState::of_word(state).ok_or_else(unreadable)?,
        created: row::time(found.try_get("created")?),
        expires: row::time(found.try_get("expires")?),
        brief: row::of_json("a plan's brief", found.try_get("brief")?)?,
        fate: row::of_json("a plan's fate", found.try_get("fate")?)?,
        plan: None,
    })
}
