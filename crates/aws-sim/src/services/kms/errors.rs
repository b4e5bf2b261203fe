//! Errors in the words of KMS.

use crate::error::AwsError;

pub(super) fn no_key(arn: &str) -> AwsError {
    not_found(format!("Key '{arn}' does not exist"))
}

pub(super) fn no_alias(arn: &str) -> AwsError {
    not_found(format!("Alias {arn} is not found."))
}

pub(super) fn not_found(message: String) -> AwsError {
    AwsError::new("NotFoundException", message)
}

pub(super) fn state(arn: &str, state: &str) -> AwsError {
    AwsError::new("KMSInvalidStateException", format!("{arn} is {state}."))
}

pub(super) fn disabled(arn: &str) -> AwsError {
    AwsError::new("DisabledException", format!("{arn} is disabled."))
}

pub(super) fn unsupported(message: impl Into<String>) -> AwsError {
    AwsError::new("UnsupportedOperationException", message)
}

pub(super) fn validation(message: impl Into<String>) -> AwsError {
    AwsError::new("ValidationException", message)
}

pub(super) fn limit(what: &str, most: u64) -> AwsError {
    AwsError::new(
        "LimitExceededException",
        format!("There can be at most {most} {what}."),
    )
}

pub(super) fn denied(message: String) -> AwsError {
    AwsError::new("AccessDeniedException", message).with_status(400)
}
