//! Why the work did not begin, or did not reach its end.

use connect_model::{Fault, Finding};
use connect_resources::NotBuiltIn;
use reconcile::{JournalError, PlanError};

/// Why the work did not reach its end. A step that failed is no error: it stands in the report.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// AWS could not be asked what there is.
    #[error("the flows of the instance could not be observed")]
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
    pub(crate) fn of_plan(cause: &PlanError) -> Self {
        let finding = Finding::of_the_world("plan", cause.to_string(), "report this");
        Self::Findings(vec![finding])
    }
}

impl From<NotBuiltIn> for Error {
    /// That is known before anything is read.
    fn from(lack: NotBuiltIn) -> Self {
        let rule = "service-not-built-in";
        let finding = Finding::of_the_world(rule, lack.to_string(), lack.remedy());
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
