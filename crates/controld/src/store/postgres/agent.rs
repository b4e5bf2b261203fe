//! The agent directory.

use std::collections::{BTreeMap, BTreeSet};

use async_trait::async_trait;
use connect_agents::{AgentFilter, Entry, Stated, login_key};
use connect_model::{Email, Name, Username};
use sqlx::{
    Postgres as Db, QueryBuilder, Row,
    postgres::{PgPool, PgRow},
    query,
};

use super::Postgres;
use crate::store::{AgentPlace, AgentQuery, AgentStore, StoreError};

const SELECT: &str =
    "SELECT entry::text AS entry, modified FROM trunkline_agents WHERE directory = ";

const REMEMBER: &str = "INSERT INTO trunkline_agents \
    (directory, login, email, routing_profile, hierarchy, disabled, modified, entry) \
    SELECT $1, login, email, routing_profile, hierarchy, disabled, modified, entry::jsonb \
    FROM unnest($2::text[], $3::text[], $4::text[], $5::text[], $6::boolean[], $7::bigint[], $8::text[]) \
    AS agent (login, email, routing_profile, hierarchy, disabled, modified, entry) \
    ON CONFLICT (directory, login) DO UPDATE SET \
    email = excluded.email, routing_profile = excluded.routing_profile, \
    hierarchy = excluded.hierarchy, disabled = excluded.disabled, \
    modified = excluded.modified, entry = excluded.entry";

const DATE: &str = "UPDATE trunkline_agents SET modified = agent.modified \
    FROM unnest($2::text[], $3::bigint[]) AS agent (login, modified) \
    WHERE directory = $1 AND trunkline_agents.login = agent.login";

const FORGET: &str = "DELETE FROM trunkline_agents WHERE directory = $1 AND login = ANY($2)";

/// Agents column by column, as one statement takes them.
#[derive(Default)]
struct Columns {
    logins: Vec<String>,
    emails: Vec<Option<String>>,
    routing_profiles: Vec<Option<String>>,
    hierarchies: Vec<Option<String>>,
    disabled: Vec<bool>,
    modified: Vec<Option<i64>>,
    entries: Vec<String>,
}

// === impl Postgres ===

#[async_trait]
impl AgentStore for Postgres {
    async fn recall_agents(
        &self,
        place: &AgentPlace,
        usernames: &[Username],
    ) -> Result<Vec<Entry>, StoreError> {
        let mut sql = of(place);
        sql.push(" AND login = ANY(")
            .push_bind(logins(usernames))
            .push(")");
        all(self.ready().await?, sql).await
    }

    async fn holders(
        &self,
        place: &AgentPlace,
        emails: &[Email],
    ) -> Result<Vec<Entry>, StoreError> {
        let emails: Vec<String> = emails.iter().map(ToString::to_string).collect();
        let mut sql = of(place);
        sql.push(" AND email = ANY(").push_bind(emails).push(")");
        all(self.ready().await?, sql).await
    }

    async fn remember_agents(
        &self,
        place: &AgentPlace,
        entries: Vec<Entry>,
    ) -> Result<(), StoreError> {
        let columns = Columns::of(&entries)?;
        query(REMEMBER)
            .bind(place.key())
            .bind(columns.logins)
            .bind(columns.emails)
            .bind(columns.routing_profiles)
            .bind(columns.hierarchies)
            .bind(columns.disabled)
            .bind(columns.modified)
            .bind(columns.entries)
            .execute(self.ready().await?)
            .await?;
        Ok(())
    }

    async fn date_agents(
        &self,
        place: &AgentPlace,
        times: &[(Username, i64)],
    ) -> Result<(), StoreError> {
        // A statement takes each row once: of one who comes twice the last counts.
        let times = times
            .iter()
            .map(|(username, at)| (login_key(username), *at));
        let times: BTreeMap<String, i64> = times.collect();
        let (logins, modified): (Vec<_>, Vec<_>) = times.into_iter().unzip();
        query(DATE)
            .bind(place.key())
            .bind(logins)
            .bind(modified)
            .execute(self.ready().await?)
            .await?;
        Ok(())
    }

    async fn forget_agents(
        &self,
        place: &AgentPlace,
        usernames: &[Username],
    ) -> Result<(), StoreError> {
        query(FORGET)
            .bind(place.key())
            .bind(logins(usernames))
            .execute(self.ready().await?)
            .await?;
        Ok(())
    }

    async fn agents(&self, wanted: AgentQuery) -> Result<Vec<Entry>, StoreError> {
        let mut sql = of(&wanted.place);
        if let Some(after) = &wanted.after {
            sql.push(" AND login > ").push_bind(after.clone());
        }
        narrow(&mut sql, &wanted.filter);
        sql.push(" ORDER BY login LIMIT ")
            .push_bind(i64::from(wanted.limit));
        all(self.ready().await?, sql).await
    }
}

// === impl Columns ===

impl Columns {
    /// Of one who comes twice the last counts: a statement takes each row once.
    fn of(entries: &[Entry]) -> Result<Self, StoreError> {
        let mut columns = Self::default();
        let mut seen = BTreeSet::new();
        for entry in entries.iter().rev() {
            let login = login_key(&entry.agent.username);
            if seen.insert(login.clone()) {
                columns.add(login, entry)?;
            }
        }
        Ok(columns)
    }

    fn add(&mut self, login: String, entry: &Entry) -> Result<(), StoreError> {
        let agent = &entry.agent;
        let hierarchy = match &agent.hierarchy {
            Stated::Is(path) => Some(path.to_string()),
            Stated::Unsaid | Stated::Nothing => None,
        };
        let unwritable = |_| StoreError::Unreadable("an agent".into());
        let text = serde_json::to_string(entry).map_err(unwritable)?;
        self.logins.push(login);
        self.emails
            .push(agent.email.as_ref().map(ToString::to_string));
        let profile = agent.routing_profile.as_ref().map(Name::to_string);
        self.routing_profiles.push(profile);
        self.hierarchies.push(hierarchy);
        self.disabled.push(entry.is_disabled);
        self.modified.push(entry.modified_ms);
        self.entries.push(text);
        Ok(())
    }
}

fn narrow(sql: &mut QueryBuilder<Db>, wanted: &AgentFilter) {
    if let Some(prefix) = &wanted.login_prefix {
        sql.push(" AND starts_with(login, ")
            .push_bind(prefix.to_ascii_lowercase())
            .push(")");
    }
    if let Some(email) = &wanted.email {
        sql.push(" AND email = ").push_bind(email.to_string());
    }
    if let Some(profile) = &wanted.routing_profile {
        sql.push(" AND routing_profile = ")
            .push_bind(profile.to_string());
    }
    if let Some(path) = &wanted.hierarchy {
        sql.push(" AND (hierarchy = ")
            .push_bind(path.to_string())
            .push(" OR starts_with(hierarchy, ")
            .push_bind(format!("{path}/"))
            .push("))");
    }
    if let Some(is_disabled) = wanted.is_disabled {
        sql.push(" AND disabled = ").push_bind(is_disabled);
    }
}

fn of(place: &AgentPlace) -> QueryBuilder<Db> {
    let mut sql = QueryBuilder::new(SELECT);
    sql.push_bind(place.key());
    sql
}

async fn all(pool: &PgPool, mut sql: QueryBuilder<Db>) -> Result<Vec<Entry>, StoreError> {
    let found = sql.build().fetch_all(pool).await?;
    found.iter().map(read).collect()
}

fn read(found: &PgRow) -> Result<Entry, StoreError> {
    let text: String = found.try_get("entry")?;
    let entry: Entry = serde_json::from_str(&text)
        .map_err(|cause| StoreError::Unreadable(format!("an agent ({cause})")))?;
    Ok(Entry {
        modified_ms: found.try_get("modified")?,
        ..entry
    })
}

fn logins(usernames: &[Username]) -> Vec<String> {
    usernames.iter().map(login_key).collect()
}
