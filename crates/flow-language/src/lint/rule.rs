//! What a rule is.

use crate::lint::{bundle::Several, finding::Severity, report::Report, scope::Scope};

/// A rule: what it looks for, how bad that is, why it matters, and what to do.
#[derive(Clone, Copy, Debug)]
pub struct Rule {
    /// Stable name, in kebab case.
    pub code: &'static str,
    /// What it finds, in a few words.
    pub title: &'static str,
    /// How bad a finding usually is.
    pub severity: Severity,
    /// Why it matters, for people.
    pub explanation: &'static str,
    /// What to do, where a finding does not say it better.
    pub remedy: &'static str,
    pub(crate) check: Check,
}

/// How a rule looks.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Check {
    /// At one document.
    Flow(fn(&Scope<'_>, &mut Report<'_>)),
    /// At several documents together.
    Bundle(for<'a> fn(&Several<'a>, &mut Report<'a>)),
}
