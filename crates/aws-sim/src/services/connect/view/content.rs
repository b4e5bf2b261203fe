//! What a view shows: a template and the actions that it offers.

use bytes::Bytes;
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use sha2::{Digest, Sha256};

use crate::{error::AwsError, services::connect::errors};

/// `ViewInputContent`.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, rename_all = "PascalCase")]
pub(in crate::services::connect) struct Content {
    template: Option<String>,
    actions: Vec<String>,
}

/// The service takes no longer template than this, in bytes.
const BYTES_MAX: usize = 400_000;

// === impl Content ===

impl Content {
    /// Refuses what cannot be kept, and what cannot be published if it is to be. Of the service's
    /// own checks of a template only is known that there are some: here it is a JSON object.
    pub(super) fn check(&self, status: &str) -> Result<(), AwsError> {
        let template = self.template.as_deref();
        if template.is_some_and(|text| text.len() > BYTES_MAX) {
            return Err(errors::invalid_parameter(&format!(
                "Content.Template has more than {BYTES_MAX} bytes."
            )));
        }
        let is_object = |text: &str| {
            serde_json::from_str(text).is_ok_and(|template: Value| template.is_object())
        };
        if status == "PUBLISHED" && !template.is_some_and(is_object) {
            return Err(errors::invalid_parameter(
                "Content.Template is not a JSON object.",
            ));
        }
        Ok(())
    }

    /// The digest that the service gives for it. What it is taken of is not documented.
    pub(super) fn sha256(&self) -> String {
        let text = serde_json::to_string(self).unwrap_or_default();
        format!("{:x}", Bytes::copy_from_slice(&Sha256::digest(text)))
    }

    /// `ViewContent`. The schema of the input, which AWS derives from the template, takes anything.
    pub(super) fn shown(&self) -> Value {
        json!({
            "InputSchema": r#"{"type":"object"}"#,
            "Template": self.template,
            "Actions": self.actions,
        })
    }
}
