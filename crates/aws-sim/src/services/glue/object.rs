//! Names of databases and tables over all catalogs.

use serde::Serialize;

use super::errors;
use crate::{
    error::AwsError,
    place::{Account, Region},
};

/// A database, or a table in it. Names are in lower case, as Glue folds them.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub(crate) struct Object {
    /// The account whose catalog it is in.
    pub(crate) catalog: Account,
    pub(crate) database: String,
    pub(crate) table: Option<String>,
}

// === impl Object ===

impl Object {
    pub(crate) fn database(catalog: &Account, database: &str) -> Self {
        Self {
            catalog: catalog.clone(),
            database: database.to_lowercase(),
            table: None,
        }
    }

    pub(crate) fn table(catalog: &Account, database: &str, table: &str) -> Self {
        Self {
            table: Some(table.to_lowercase()),
            ..Self::database(catalog, database)
        }
    }

    /// The table in this database, if this is one.
    pub(crate) fn with(&self, table: &str) -> Self {
        Self::table(&self.catalog, &self.database, table)
    }

    /// The database of this table; a database is its own.
    pub(crate) fn parent(&self) -> Self {
        Self::database(&self.catalog, &self.database)
    }

    /// The name without what it is in.
    pub(crate) fn name(&self) -> &str {
        self.table.as_deref().unwrap_or(&self.database)
    }

    pub(crate) fn arn(&self, region: &Region) -> String {
        let Self {
            catalog,
            database,
            table,
        } = self;
        match table {
            Some(table) => format!("arn:aws:glue:{region}:{catalog}:table/{database}/{table}"),
            None => format!("arn:aws:glue:{region}:{catalog}:database/{database}"),
        }
    }
}

/// The catalog that a request names: an account id, or nothing for the caller's own.
pub(crate) fn catalog(own: &Account, id: Option<&str>) -> Result<Account, AwsError> {
    match id {
        None => Ok(own.clone()),
        Some(id) => {
            Account::new(id).ok_or_else(|| errors::not_found(&format!("Catalog {id} not found.")))
        }
    }
}
