//! Why a centre could not be brought to its declared state.

use connect_model::{Fault, Finding};
use reconcile::JournalError;

/// Why the work did not reach its end. A step that failed is no error: it stands in the report.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// AWS could not be asked what there is.
    #[error("the contact centre could not be observed")]
    Observe(#[source] Box<Fault>),
    /// What is declared cannot be reached from what there is.
    #[error("the declaration cannot be reached from what there is ({} findings)", .0.len())]
    Findings(Vec<Finding>),
    /// What would be made is more than quotas of the account allow. Nothing was written.
    #[error("the plan goes over {} of the account's quotas", .0.len())]
    Quota(Vec<Finding>),
    /// The plan that was approved is not the one that would be carried out now.
    #[error("the world has moved since the plan was made")]
    Stale {
        /// The digest that was approved.
        approved: String,
        /// The digest of what would be done now.
        found: String,
    },
    /// The journal failed; the work goes on when it is resumed.
    #[error("the journal failed")]
    Journal(#[from] JournalError),
    /// There is no instance of that alias.
    #[error("there is no instance with the alias {alias}: {hint}")]
    NoInstance {
        /// The alias.
        alias: String,
        /// Which there are.
        hint: String,
    },
}

// === impl Error ===

impl Error {
    pub(crate) fn observe(fault: Fault) -> Self {
        Self::Observe(Box::new(fault))
    }
}
