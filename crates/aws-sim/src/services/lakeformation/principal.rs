//! Principals as grants and settings name them.
//!
//! Whether a role or user is there is not looked at.

use serde::Deserialize;

use super::errors;
use crate::{arn::Arn, error::AwsError, place::Account};

/// Everybody whom IAM lets in.
pub(super) const IAM_ALLOWED: &str = "IAM_ALLOWED_PRINCIPALS";

#[derive(Debug, Clone, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub(super) struct Principal {
    data_lake_principal_identifier: Option<String>,
}

// === impl Principal ===

impl Principal {
    /// The identifier, if it can name somebody: everybody, an account, an organisation, or a role,
    /// user or group.
    pub(super) fn id(&self) -> Result<&str, AwsError> {
        let id = self
            .data_lake_principal_identifier
            .as_deref()
            .unwrap_or_default();
        let service = Arn::parse(id).map(|arn| arn.service);
        let known = id == IAM_ALLOWED
            || Account::new(id).is_some()
            || id.split_once(':').is_some_and(|(account, group)| {
                Account::new(account).is_some() && group == "IAMPrincipals"
            })
            || matches!(
                service,
                Some("iam" | "organizations" | "quicksight" | "sso" | "identitystore")
            );
        if known {
            Ok(id)
        } else {
            Err(errors::invalid(&format!("Invalid principal: {id}")))
        }
    }
}
