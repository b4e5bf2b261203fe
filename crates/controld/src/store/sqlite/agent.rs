//! The agent directory.

use async_trait::async_trait;
use connect_agents::{AgentFilter, Entry, Stated};
use connect_model::{Email, Name, Username};
use sqlx::{QueryBuilder, Row, Sqlite as Db, SqliteConnection, query, sqlite::SqliteRow};

use super::{Sqlite, row};
use crate::store::{AgentPlace, AgentQuery, AgentStore, StoreError};

const SELECT: &str = "SELECT entry, modified FROM agents WHERE directory = ";

// === impl Sqlite ===

#[async_trait]
impl AgentStore for Sqlite {
    async fn recall_agents(
        &self,
        place: &AgentPlace,
        usernames: &[Username],
    ) -> Result<Vec<Entry>, StoreError> {
        recall(&mut *self.readers.acquire().await?, place, usernames).await
    }

    async fn holders(
        &self,
        place: &AgentPlace,
        emails: &[Email],
    ) -> Result<Vec<Entry>, StoreError> {
        holders(&mut *self.readers.acquire().await?, place, emails).await
    }

    async fn remember_agents(
        &self,
        place: &AgentPlace,
        entries: Vec<Entry>,
    ) -> Result<(), StoreError> {
        let place = place.clone();
        self.writer
            .write(move |db| Box::pin(async move { remember(db, &place, entries).await }))
            .await
    }

    async fn date_agents(
        &self,
        place: &AgentPlace,
        times: &[(Username, i64)],
    ) -> Result<(), StoreError> {
        let (place, times) = (place.clone(), times.to_vec());
        self.writer
            .write(move |db| Box::pin(async move { date(db, &place, times).await }))
            .await
    }

    async fn forget_agents(
        &self,
        place: &AgentPlace,
        usernames: &[Username],
    ) -> Result<(), StoreError> {
        let (place, usernames) = (place.clone(), usernames.to_vec());
        self.writer
            .write(move |db| Box::pin(async move { forget(db, &place, &usernames).await }))
            .await
    }

    async fn agents(&self, query: AgentQuery) -> Result<Vec<Entry>, StoreError> {
        list(&mut *self.readers.acquire().await?, &query).await
    }
}

async fn recall(
    db: &mut SqliteConnection,
    place: &AgentPlace,
    usernames: &[Username],
) -> Result<Vec<Entry>, StoreError> {
    let mut sql = of(place);
    let logins: Vec<String> = usernames.iter().map(login).collect();
    sql.push(" AND login IN (SELECT value FROM json_each(")
        .push_bind(row::to_json(&logins)?)
        .push("))");
    all(db, sql).await
}

async fn holders(
    db: &mut SqliteConnection,
    place: &AgentPlace,
    emails: &[Email],
) -> Result<Vec<Entry>, StoreError> {
    let mut sql = of(place);
    sql.push(" AND email IN (SELECT value FROM json_each(")
        .push_bind(row::to_json(&emails)?)
        .push("))");
    all(db, sql).await
}

async fn remember(
    db: &mut SqliteConnection,
    place: &AgentPlace,
    entries: Vec<Entry>,
) -> Result<(), StoreError> {
    let upsert = "INSERT INTO agents \
                  (directory, login, email, routing_profile, hierarchy, disabled, modified, entry) \
                  VALUES (?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO UPDATE SET \
                  email = excluded.email, routing_profile = excluded.routing_profile, \
                  hierarchy = excluded.hierarchy, disabled = excluded.disabled, \
                  modified = excluded.modified, entry = excluded.entry";
    let directory = place.key();
    for entry in entries {
        let agent = &entry.agent;
        let hierarchy = match &agent.hierarchy {
            Stated::Is(path) => Some(path.as_str()),
            Stated::Unsaid | Stated::Nothing => None,
        };
        query(upsert)
            .bind(&directory)
            .bind(login(&agent.username))
            .bind(agent.email.as_ref().map(Email::as_str))
            .bind(agent.routing_profile.as_ref().map(Name::as_str))
            .bind(hierarchy)
            .bind(entry.is_disabled)
            .bind(entry.modified_ms)
            .bind(row::to_json(&entry)?)
            .execute(&mut *db)
            .await?;
    }
    Ok(())
}

async fn date(
    db: &mut SqliteConnection,
    place: &AgentPlace,
    times: Vec<(Username, i64)>,
) -> Result<(), StoreError> {
    let directory = place.key();
    for (username, modified_ms) in times {
        query("UPDATE agents SET modified = ? WHERE directory = ? AND login = ?")
            .bind(modified_ms)
            .bind(&directory)
            .bind(login(&username))
            .execute(&mut *db)
            .await?;
    }
    Ok(())
}

async fn forget(
    db: &mut SqliteConnection,
    place: &AgentPlace,
    usernames: &[Username],
) -> Result<(), StoreError> {
    let logins: Vec<String> = usernames.iter().map(login).collect();
    let delete = "DELETE FROM agents WHERE directory = ? \
                  AND login IN (SELECT value FROM json_each(?))";
    query(delete)
        .bind(place.key())
        .bind(row::to_json(&logins)?)
        .execute(db)
        .await?;
    Ok(())
}

async fn list(db: &mut SqliteConnection, wanted: &AgentQuery) -> Result<Vec<Entry>, StoreError> {
    let mut sql = of(&wanted.place);
    if let Some(after) = &wanted.after {
        sql.push(" AND login > ").push_bind(after.clone());
    }
    narrow(&mut sql, &wanted.filter);
    sql.push(" ORDER BY login LIMIT ").push_bind(wanted.limit);
    all(db, sql).await
}

fn narrow(sql: &mut QueryBuilder<Db>, wanted: &AgentFilter) {
    if let Some(prefix) = &wanted.login_prefix {
        below(sql, "login", &prefix.to_ascii_lowercase());
    }
    if let Some(email) = &wanted.email {
        sql.push(" AND email = ")
            .push_bind(email.as_str().to_owned());
    }
    if let Some(profile) = &wanted.routing_profile {
        sql.push(" AND routing_profile = ")
            .push_bind(profile.as_str().to_owned());
    }
    if let Some(path) = &wanted.hierarchy {
        sql.push(" AND (hierarchy = ")
            .push_bind(path.as_str().to_owned())
            .push(" OR (1");
        below(sql, "hierarchy", &format!("{path}/"));
        sql.push("))");
    }
    if let Some(is_disabled) = wanted.is_disabled {
        sql.push(" AND disabled = ").push_bind(is_disabled);
    }
}

/// Texts that begin so.
fn below(sql: &mut QueryBuilder<Db>, column: &str, start: &str) {
    sql.push(format!(" AND substr({column}, 1, "))
        .push_bind(i64::try_from(start.chars().count()).unwrap_or(i64::MAX))
        .push(") = ")
        .push_bind(start.to_owned());
}

fn of(place: &AgentPlace) -> QueryBuilder<Db> {
    let mut sql = QueryBuilder::new(SELECT);
    sql.push_bind(place.key());
    sql
}

async fn all(
    db: &mut SqliteConnection,
    mut sql: QueryBuilder<Db>,
) -> Result<Vec<Entry>, StoreError> {
    let found = sql.build().fetch_all(db).await?;
    found.iter().map(read).collect()
}

fn read(found: &SqliteRow) -> Result<Entry, StoreError> {
    let entry: Entry = row::of_json("an agent", found.try_get("entry")?)?;
    Ok(Entry {
        modified_ms: found.try_get("modified")?,
        ..entry
    })
}

fn login(username: &Username) -> String {
    username.as_str().to_ascii_lowercase()
}
