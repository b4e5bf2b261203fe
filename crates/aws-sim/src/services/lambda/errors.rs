//! Errors in the words of Lambda.

use crate::error::AwsError;

pub(super) fn no_function(arn: &str) -> AwsError {
    not_found(&format!("Function not found: {arn}"))
}

pub(super) fn not_found(message: &str) -> AwsError {
    AwsError::new("ResourceNotFoundException", message).with("Type", "User")
}

pub(super) fn invalid(message: impl Into<String>) -> AwsError {
    AwsError::new("InvalidParameterValueException", message).with("Type", "User")
}

pub(super) fn conflict(message: impl Into<String>) -> AwsError {
    AwsError::new("ResourceConflictException", message).with("Type", "User")
}

pub(super) fn other_revision() -> AwsError {
    AwsError::new(
        "PreconditionFailedException",
        "The Revision Id provided does not match the latest Revision Id. Call the \
         GetFunction/GetAlias API to retrieve the latest Revision Id",
    )
    .with("Type", "User")
}
