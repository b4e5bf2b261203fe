//! Why the work did not begin, or did not reach its end.

use std::iter;

use connect_model::{Alias, Fault, Finding, suggest};
use reconcile::{JournalError, PlanError};

/// Why the work did not reach its end. A step that failed is no error: it stands in the report.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// AWS could not be asked what there is.
    #[error("the instance and its surroundings could not be observed")]
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

    /// There is no instance with this alias, but some with others.
    pub fn no_instance(alias: &Alias, known: &[&str]) -> Self {
        let message = format!("there is no instance with the alias {alias}");
        let remedy = suggest(alias.as_str(), known, "name an instance that is there");
        Self::Findings(vec![Finding::of_the_world(
            "unknown-instance",
            message,
            remedy,
        )])
    }

    /// The same, several times.
    pub(crate) fn of_questions<'q>(all: impl Iterator<Item = (&'q str, String, String)>) -> Self {
        let finding = |(rule, message, remedy): (&str, String, String)| {
            Finding::of_the_world(rule, message, &remedy)
        };
        Self::Findings(all.map(finding).collect())
    }

    /// Something that nobody can do with what was asked.
    pub(crate) fn of_question(rule: &str, message: impl Into<String>, remedy: &str) -> Self {
        Self::of_questions(iter::once((rule, message.into(), remedy.to_owned())))
    }
}

impl From<Fault> for Error {
    fn from(fault: Fault) -> Self {
        Self::Observe(Box::new(fault))
    }
}
