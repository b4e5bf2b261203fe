//! Why something may not be seen or read.

use super::{permission::Permission, reach::Reach};
use crate::{error::AwsError, services::glue::object::Object};

/// The one thing that is in the way, of all those that could be.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub(crate) enum Denied {
    /// There is no such database, and the asker could see it if there were.
    #[error("Database {0} not found.")]
    NoDatabase(String),
    /// There is no such table or link, and the asker could see it if there were.
    #[error("Entity Not Found: Table {0} not found.")]
    NoTable(String),
    /// The target of the link has not reached the account.
    #[error("Insufficient Lake Formation permission(s) on {}{}", target.name(), reach.because())]
    Unreached { target: Object, reach: Reach },
    /// The target of the link has no such name.
    #[error("Entity Not Found: Table {} not found in {} of catalog {}.", .0.name(), .0.database, .0.catalog)]
    TargetGone(Object),
    /// The asker may not make databases.
    #[error("Insufficient Lake Formation permission(s): Required Create Database on Catalog")]
    CreateDatabase,
    /// A permission was not granted. This is also said of what does not exist, to those who would not
    /// see it if it did.
    #[error("Insufficient Lake Formation permission(s): Required {} on {}", permission.words(), on.name())]
    Lacks { permission: Permission, on: Object },
}

// === impl Denied ===

impl Denied {
    /// The error by which Glue and Lake Formation refuse.
    pub(crate) fn error(&self) -> AwsError {
        let code = match self {
            Self::NoDatabase(_) | Self::NoTable(_) | Self::TargetGone(_) => {
                "EntityNotFoundException"
            }
            Self::Unreached { .. } | Self::CreateDatabase | Self::Lacks { .. } => {
                "AccessDeniedException"
            }
        };
        AwsError::new(code, self.to_string())
    }
}
