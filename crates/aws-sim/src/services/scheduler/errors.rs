//! Errors in the words of the Scheduler.

use crate::error::AwsError;

pub(super) fn invalid(message: impl Into<String>) -> AwsError {
    AwsError::new("ValidationException", message)
}

pub(super) fn missing(what: &str, name: &str) -> AwsError {
    AwsError::new(
        "ResourceNotFoundException",
        format!("{what} {name} does not exist."),
    )
}

pub(super) fn exists(what: &str, name: &str) -> AwsError {
    AwsError::new(
        "ConflictException",
        format!("{what} {name} already exists."),
    )
}
