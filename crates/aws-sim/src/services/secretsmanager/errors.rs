//! Errors in the words of Secrets Manager.

use crate::error::AwsError;

pub(super) fn no_secret() -> AwsError {
    not_found("Secrets Manager can't find the specified secret.")
}

pub(super) fn no_value(which: &str) -> AwsError {
    not_found(&format!(
        "Secrets Manager can't find the specified secret value for {which}"
    ))
}

pub(super) fn marked_for_deletion() -> AwsError {
    AwsError::new(
        "InvalidRequestException",
        "You can't perform this operation on the secret because it was marked for deletion.",
    )
}

pub(super) fn name_scheduled() -> AwsError {
    AwsError::new(
        "InvalidRequestException",
        "You can't create this secret because a secret with this name is already scheduled for \
         deletion.",
    )
}

pub(super) fn exists(name: &str) -> AwsError {
    AwsError::new(
        "ResourceExistsException",
        format!("The operation failed because the secret {name} already exists."),
    )
}

pub(super) fn version_exists(version: &str) -> AwsError {
    AwsError::new(
        "ResourceExistsException",
        format!("You can't modify the version {version}: it already exists with another value."),
    )
}

pub(super) fn both_forms() -> AwsError {
    invalid("You can't specify both SecretString and SecretBinary.")
}

pub(super) fn invalid(message: &str) -> AwsError {
    AwsError::new("InvalidParameterException", message)
}

fn not_found(message: &str) -> AwsError {
    AwsError::new("ResourceNotFoundException", message)
}
