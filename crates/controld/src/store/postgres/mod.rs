//! Agent directories in `PostgreSQL`, for daemons that share what they remember.
//!
//! Only the directory: jobs stay in the store of each daemon. The table is made with the first call, so a
//! daemon starts while the database does not answer, and its imports wait.

mod agent;

use std::str::FromStr;

use sqlx::{
    PgPool,
    postgres::{PgConnectOptions, PgPoolOptions},
    query, raw_sql,
};
use tokio::sync::OnceCell;

use super::StoreError;

/// Imports read and write a batch at a time; a few may run at once.
const CONNECTIONS_MAX: u32 = 8;
/// Held while the table is made, so that of two daemons one makes it.
const MAKING: i64 = 0x7472_756e_6b6c;
const TABLE: &str = include_str!("../../../migrations/postgres/0001-agents.sql");

/// Where the database is: a URL without a password.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PostgresUrl(String);

/// Agent directories in one database.
#[derive(Debug)]
pub struct Postgres {
    pool: PgPool,
    is_made: OnceCell<()>,
}

// === impl PostgresUrl ===

impl PostgresUrl {
    /// Checks a URL. The error says what is wrong with it, and never repeats it: it may hold a password.
    pub fn new(text: &str) -> Result<Self, &'static str> {
        let rest = ["postgres://", "postgresql://"]
            .iter()
            .find_map(|scheme| text.strip_prefix(scheme));
        let rest = rest.ok_or("is no URL of PostgreSQL: postgres://USER@HOST/DATABASE")?;
        let authority = rest.split('/').next().unwrap_or_default();
        let user = authority.rsplit_once('@').map(|(user, _)| user);
        if user.is_some_and(|user| user.contains(':')) || text.contains("password=") {
            return Err(
                "holds a password; put it into PGPASSWORD, or into a file that PGPASSFILE names",
            );
        }
        if PgConnectOptions::from_str(text).is_err() {
            return Err("is no URL of PostgreSQL: postgres://USER@HOST/DATABASE");
        }
        Ok(Self(text.to_owned()))
    }
}

// === impl Postgres ===

impl Postgres {
    /// Nothing is called yet.
    pub fn new(url: &PostgresUrl) -> Result<Self, StoreError> {
        let options = PgConnectOptions::from_str(&url.0)?.application_name("trunkline");
        let pool = PgPoolOptions::new().max_connections(CONNECTIONS_MAX);
        Ok(Self {
            pool: pool.connect_lazy_with(options),
            is_made: OnceCell::new(),
        })
    }

    /// The connections, once the table is there.
    async fn ready(&self) -> Result<&PgPool, StoreError> {
        self.is_made.get_or_try_init(|| self.make()).await?;
        Ok(&self.pool)
    }

    async fn make(&self) -> Result<(), StoreError> {
        let mut making = self.pool.begin().await?;
        query("SELECT pg_advisory_xact_lock($1)")
            .bind(MAKING)
            .execute(&mut *making)
            .await?;
        raw_sql(TABLE).execute(&mut *making).await?;
        Ok(making.commit().await?)
    }
}
