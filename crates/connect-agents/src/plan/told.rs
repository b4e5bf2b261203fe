//! What is said about a row: the same before it is done and after.

use std::{borrow::Cow, fmt};

use connect_model::Username;
use serde::{Deserialize, Serialize};

use crate::row::RowIssue;

/// What becomes of a row, or of a leaver.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct RowResult {
    /// The line on which the row begins; none for somebody whom the file does not name.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub line: Option<u64>,
    /// The login, if it can be read.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub username: Option<Username>,
    /// What becomes of it.
    pub outcome: Outcome,
    /// What differs, aspect by aspect.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub changes: Vec<Change>,
    /// The entry of Secrets Manager with the first password of a new agent. Never the password.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub secret: Option<String>,
    /// Why it failed, all that is known.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub issues: Vec<RowIssue>,
}

/// What becomes of a row. In a draft it is what would become of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Outcome {
    /// A user was made.
    Created,
    /// At least one aspect of a user was changed.
    Updated,
    /// The user is as the row says.
    Unchanged,
    /// It was not tried, because the work was asked to stop.
    Skipped,
    /// The row is wrong, or what it asks for was refused.
    Failed,
    /// The user left the file and was disabled.
    Disabled,
    /// The user left the file and was deleted.
    Deleted,
}

/// An aspect that differs. Personal data is named and not shown.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Change {
    /// The aspect, as in the id of its step.
    pub aspect: Cow<'static, str>,
    /// What it is, where that may be shown.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub before: Option<String>,
    /// What it will be, else the members that differ.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub after: Option<String>,
}

// === impl RowResult ===

impl RowResult {
    /// Somebody whom the file does not name, and who was deleted.
    pub(crate) fn gone(username: Username) -> Self {
        Self {
            line: None,
            username: Some(username),
            outcome: Outcome::Deleted,
            changes: Vec::new(),
            secret: None,
            issues: Vec::new(),
        }
    }
}

// === impl Outcome ===

impl Outcome {
    /// Every outcome, in the order of reports.
    pub const ALL: [Self; 7] = [
        Self::Created,
        Self::Updated,
        Self::Unchanged,
        Self::Skipped,
        Self::Failed,
        Self::Disabled,
        Self::Deleted,
    ];

    /// The word for it.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Created => "created",
            Self::Updated => "updated",
            Self::Unchanged => "unchanged",
            Self::Skipped => "skipped",
            Self::Failed => "failed",
            Self::Disabled => "disabled",
            Self::Deleted => "deleted",
        }
    }
}

impl fmt::Display for Outcome {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

// === impl Change ===

impl Change {
    pub(crate) fn of(
        aspect: impl Into<Cow<'static, str>>,
        before: Option<String>,
        after: Option<String>,
    ) -> Self {
        Self {
            aspect: aspect.into(),
            before,
            after,
        }
    }
}

impl fmt::Display for Change {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let shown = |text: &Option<String>| {
            let text = text.as_deref().filter(|text| !text.is_empty());
            text.unwrap_or("none").to_owned()
        };
        match &self.before {
            Some(_) => write!(
                f,
                "{} {} → {}",
                self.aspect,
                shown(&self.before),
                shown(&self.after)
            ),
            None if self.after.is_none() => f.write_str(&self.aspect),
            None => write!(f, "{} {}", self.aspect, shown(&self.after)),
        }
    }
}
