//! What a rule found, and where.

use serde::{Deserialize, Serialize};

use crate::{block::Position, bundle::ItemName};

/// How bad a finding is. Later ones are worse.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
pub enum Severity {
    /// Worth knowing; many good flows have it.
    Note,
    /// Contacts may suffer, or the flow will not move to another instance.
    Warning,
    /// The service refuses it, or it cannot work as it is written.
    Error,
}

/// One thing that a rule found.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Finding {
    /// The code of the rule.
    pub code: &'static str,
    /// How bad it is; a rule may judge one place milder than another.
    pub severity: Severity,
    /// The flow or module, by the name that the context has for it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub flow: Option<ItemName>,
    /// `Identifier` of the action; none if the document as a whole is meant.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub action: Option<String>,
    /// What people see on the block of the action.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub block: Option<String>,
    /// Where the designer shows the block, if the document says.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub position: Option<Position>,
    /// JSON pointer into the content.
    pub path: String,
    /// What is wrong, in words.
    pub message: String,
    /// What to do about it.
    pub remedy: String,
}

/// How many findings there are.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Summary {
    /// Findings of [`Severity::Error`].
    pub errors: usize,
    /// Findings of [`Severity::Warning`].
    pub warnings: usize,
    /// Findings of [`Severity::Note`].
    pub notes: usize,
}

impl Severity {
    /// As a person reads it: `error`, `warning`, `note`. SARIF calls them the same.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Note => "note",
            Self::Warning => "warning",
            Self::Error => "error",
        }
    }
}

impl Summary {
    /// Counts findings.
    pub fn of(findings: &[Finding]) -> Self {
        let count = |severity| {
            findings
                .iter()
                .filter(|finding| finding.severity == severity)
                .count()
        };
        Self {
            errors: count(Severity::Error),
            warnings: count(Severity::Warning),
            notes: count(Severity::Note),
        }
    }
}
