//! Errors in the words of EventBridge.

use crate::error::AwsError;

pub(super) fn not_found(message: &str) -> AwsError {
    AwsError::new("ResourceNotFoundException", message)
}

pub(super) fn invalid(message: impl Into<String>) -> AwsError {
    AwsError::new("ValidationException", message)
}
