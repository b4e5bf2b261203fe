//! Why a table is of no use.

use connect_model::{Fault, FaultClass};

use super::EMAIL_INDEX;
use crate::directory::DirectoryError;

/// Why the table could not be read or written.
#[derive(Debug, thiserror::Error)]
pub enum TableError {
    /// There is none.
    #[error("there is no table {table}; create it with\n{}", create_table(table))]
    Missing {
        /// The table.
        table: String,
        /// What AWS answered.
        #[source]
        fault: Box<Fault>,
    },
    /// It has other keys, or lacks the index.
    #[error(
        "the table {table} does not have the keys and the index of one that is created with\n{}",
        create_table(table)
    )]
    Unfit {
        /// The table.
        table: String,
        /// What AWS answered.
        #[source]
        fault: Box<Fault>,
    },
    /// AWS refused.
    #[error("the table {table} could not be read or written")]
    Fault {
        /// The table.
        table: String,
        /// What AWS answered.
        #[source]
        fault: Box<Fault>,
    },
    /// An agent could not be put into words.
    #[error("an agent could not be written as JSON")]
    Entry(#[source] serde_json::Error),
    /// Somebody asked to stop.
    #[error("the work was asked to stop")]
    Cancelled,
}

/// How to create the table.
pub fn create_table(table: &str) -> String {
    let name = table.rsplit('/').next().unwrap_or(table);
    format!(
        "aws dynamodb create-table --table-name {name} --billing-mode PAY_PER_REQUEST \
         --attribute-definitions AttributeName=directory,AttributeType=S \
         AttributeName=login,AttributeType=S AttributeName=email,AttributeType=S \
         --key-schema AttributeName=directory,KeyType=HASH AttributeName=login,KeyType=RANGE \
         --global-secondary-indexes 'IndexName={EMAIL_INDEX},\
         KeySchema=[{{AttributeName=directory,KeyType=HASH}},{{AttributeName=email,KeyType=RANGE}}],\
         Projection={{ProjectionType=KEYS_ONLY}}'"
    )
}

// === impl TableError ===

impl TableError {
    /// Whether it stays so until somebody mends it.
    fn is_final(&self) -> bool {
        match self {
            Self::Missing { .. } | Self::Unfit { .. } | Self::Entry(_) => true,
            Self::Fault { fault, .. } => fault.class == FaultClass::Denied,
            Self::Cancelled => false,
        }
    }

    pub(super) fn of(table: &str, fault: Fault) -> Self {
        let (table, fault) = (table.to_owned(), Box::new(fault));
        match fault.class {
            FaultClass::NotFound => Self::Missing { table, fault },
            FaultClass::Invalid => Self::Unfit { table, fault },
            _ => Self::Fault { table, fault },
        }
    }
}

impl From<TableError> for DirectoryError {
    fn from(error: TableError) -> Self {
        if error.is_final() {
            Self::Unfit(Box::new(error))
        } else {
            Self::Unavailable(Box::new(error))
        }
    }
}
