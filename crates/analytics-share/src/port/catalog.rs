//! The catalog of the consumer: its database, and links to tables of the lake.

use std::collections::BTreeMap;

use async_trait::async_trait;
use connect_model::Fault;

use crate::SOURCE_DATABASE;

/// What a link leads to.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Target {
    /// The catalog, which is the account that keeps the lake.
    pub catalog: String,
    /// The database there.
    pub database: String,
    /// The table there; `None` where a database leads to a database.
    pub table: Option<String>,
}

/// A database to be made. Its tables get no permission for everybody, whatever the account's default.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DatabaseDraft {
    /// The name.
    pub name: String,
    /// What people read; not kept by a link.
    pub description: String,
    /// Marks of ours.
    pub parameters: BTreeMap<String, String>,
    /// For a link: the database that it leads to.
    pub target: Option<Target>,
}

/// A database as it is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DatabaseRecord {
    /// The name.
    pub name: String,
    /// Marks of ours and of others.
    pub parameters: BTreeMap<String, String>,
    /// For a link: the database that it leads to.
    pub target: Option<Target>,
}

/// A link to be made. Nothing of its schema is sent: that comes from the target.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LinkDraft {
    /// The database that it is in.
    pub database: String,
    /// The name.
    pub name: String,
    /// Marks of ours.
    pub parameters: BTreeMap<String, String>,
    /// What it leads to.
    pub target: Target,
}

/// A table, or a link to one, as it is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TableRecord {
    /// The name.
    pub name: String,
    /// Marks. A link may show those of its target.
    pub parameters: BTreeMap<String, String>,
    /// For a link: what it leads to.
    pub target: Option<Target>,
    /// The columns; empty where a link leads to nothing that can be seen.
    pub columns: Vec<Column>,
}

/// A column.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Column {
    /// The name.
    pub name: String,
    /// The type as the catalog spells it, such as `bigint`.
    pub kind: String,
}

// === impl TableRecord ===

impl TableRecord {
    /// The data set of the lake that a link leads to.
    pub fn data_set(&self) -> Option<String> {
        let target = self.target.as_ref();
        target
            .filter(|it| it.database == SOURCE_DATABASE)
            .and_then(|it| it.table.clone())
    }
}

/// The calls.
#[async_trait]
pub trait CatalogPort: Send + Sync {
    /// `GetDatabase`. Who may not see it gets a fault of class `Denied`, whether it is there or not.
    async fn database(&self, name: &str) -> Result<Option<DatabaseRecord>, Fault>;

    /// `GetDatabases`: those that the caller may see.
    async fn databases(&self) -> Result<Vec<DatabaseRecord>, Fault>;

    /// `GetTables` of a database. A database that is not there is a fault of class `NotFound`. One link
    /// that leads nowhere any more makes AWS refuse the whole list, with a fault of class `Denied`; what
    /// the caller may not see is left out without a word.
    async fn tables(&self, database: &str) -> Result<Vec<TableRecord>, Fault>;

    /// `GetTable`, of another catalog where one is named.
    async fn table(
        &self,
        catalog: Option<&str>,
        database: &str,
        name: &str,
    ) -> Result<Option<TableRecord>, Fault>;

    /// `CreateDatabase`. A taken name is a fault of class `Duplicate`.
    async fn create_database(&self, draft: &DatabaseDraft) -> Result<(), Fault>;

    /// `CreateTable`. A taken name is a fault of class `Duplicate`; a target whose share was not accepted
    /// is one of class `NotFound`.
    async fn create_link(&self, draft: &LinkDraft) -> Result<(), Fault>;

    /// `DeleteTable`. One that is gone already is no fault.
    async fn delete_link(&self, database: &str, name: &str) -> Result<(), Fault>;

    /// `DeleteDatabase`. One that is gone already is no fault.
    async fn delete_database(&self, name: &str) -> Result<(), Fault>;
}
