//! Why policies were not attached.

use connect_model::{Fault, Finding};
use reconcile::{JournalError, PlanError};

/// Why the work did not reach its end. A step that failed is no error: it stands in the report.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// AWS could not be asked what there is.
    #[error("the role and its policies could not be observed")]
    Observe(#[source] Box<Fault>),
    /// What there is does not allow it; nothing was written.
    #[error("what there is does not allow it ({} findings)", .0.len())]
    Findings(Vec<Finding>),
    /// The journal failed; the work goes on when it is resumed.
    #[error("the journal failed")]
    Journal(#[from] JournalError),
}

// === impl Error ===

impl Error {
    /// Steps that wait for one another are a defect of ours.
    pub(super) fn of_plan(cause: &PlanError) -> Self {
        let finding = Finding::of_the_world("plan", cause.to_string(), "report this");
        Self::Findings(vec![finding])
    }
}

impl From<Fault> for Error {
    fn from(fault: Fault) -> Self {
        Self::Observe(Box::new(fault))
    }
}
