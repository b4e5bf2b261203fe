//! One version of an evaluation form.

use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use crate::time::Time;

/// What a version is made of, as on the wire.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub(super) struct Design {
    pub(super) title: String,
    pub(super) description: Option<String>,
    items: Vec<Value>,
    scoring_strategy: Option<Value>,
    auto_evaluation_configuration: Option<Value>,
    review_configuration: Option<Value>,
    target_configuration: Option<Value>,
    language_configuration: Option<Value>,
}

/// One version.
#[derive(Debug, Clone, Serialize)]
pub(super) struct Version {
    pub(super) design: Design,
    /// `DRAFT` or `ACTIVE`.
    pub(super) status: &'static str,
    pub(super) locked: bool,
    created: Time,
    pub(super) modified: Time,
}

// === impl Version ===

impl Version {
    /// A draft.
    pub(super) fn new(design: Design, now: Time) -> Self {
        Self {
            design,
            status: "DRAFT",
            locked: false,
            created: now,
            modified: now,
        }
    }

    /// What lists show of it, without what it is a version of.
    pub(super) fn shown(&self, author: &str) -> Value {
        json!({
            "Locked": self.locked,
            "Status": self.status,
            "CreatedTime": self.created,
            "CreatedBy": author,
            "LastModifiedTime": self.modified,
            "LastModifiedBy": author,
        })
    }
}
