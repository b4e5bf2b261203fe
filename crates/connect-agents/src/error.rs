//! Why the work did not begin, or did not reach its end.

use std::io;

use connect_model::{Fault, Finding};
use reconcile::{JournalError, PlanError};

use crate::{directory::DirectoryError, read::ReadError};

/// Why the work did not reach its end. A row that failed is no error: it stands in the results.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// The file is not read to its end, or is none of agents; nothing was written.
    #[error("the file could not be read")]
    Read(#[from] ReadError),
    /// AWS could not be asked what there is.
    #[error("the agents of the instance could not be observed")]
    Observe(#[source] Box<Fault>),
    /// What there is does not allow it; nothing was written.
    #[error("what there is does not allow it ({} findings)", .0.len())]
    Findings(Vec<Finding>),
    /// What would be made is more than quotas of the account allow. Nothing was written.
    #[error("the import goes over {} of the account's quotas", .0.len())]
    Quota(Vec<Finding>),
    /// The file has other bytes than when it was checked.
    #[error("the file changed while it was imported")]
    FileChanged,
    /// What was approved is not what would be done now. Nothing was written.
    #[error("the world or the file has moved since the plan was made")]
    Stale {
        /// The digest that was approved.
        approved: String,
        /// The digest of what would be done now.
        found: String,
    },
    /// The journal failed; the work goes on when it is resumed.
    #[error("the journal failed")]
    Journal(#[from] JournalError),
    /// The agent directory failed; the work goes on when it is resumed.
    #[error("the agent directory failed")]
    Directory(#[from] DirectoryError),
    /// The results could not be written; the work goes on when it is resumed.
    #[error("the results could not be written")]
    Results(#[source] io::Error),
}

// === impl Error ===

impl Error {
    /// Steps that wait for one another are a defect of ours.
    pub(crate) fn of_plan(cause: &PlanError) -> Self {
        let finding = Finding::of_the_world("plan", cause.to_string(), "report this");
        Self::Findings(vec![finding])
    }
}

impl From<Fault> for Error {
    fn from(fault: Fault) -> Self {
        Self::Observe(Box::new(fault))
    }
}

/// Nothing, or an error with what stands in the way.
pub(crate) fn refuse(findings: Vec<Finding>) -> Result<(), Error> {
    if findings.is_empty() {
        Ok(())
    } else {
        Err(Error::Findings(findings))
    }
}
