//! Errors in the words of Lake Formation.

use crate::error::AwsError;

pub(super) fn not_found(message: &str) -> AwsError {
    AwsError::new("EntityNotFoundException", message)
}

pub(super) fn exists(what: &str) -> AwsError {
    AwsError::new("AlreadyExistsException", format!("{what} already exists."))
}

pub(super) fn invalid(message: &str) -> AwsError {
    AwsError::new("InvalidInputException", message)
}

pub(super) fn denied(message: &str) -> AwsError {
    AwsError::new("AccessDeniedException", message)
}
