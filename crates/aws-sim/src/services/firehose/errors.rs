//! Errors in the words of Firehose.

use crate::error::AwsError;

pub(super) fn no_stream(account: &str, name: &str) -> AwsError {
    AwsError::new(
        "ResourceNotFoundException",
        format!("Firehose {name} under account {account} not found."),
    )
}

pub(super) fn in_use(account: &str, name: &str, status: &str) -> AwsError {
    AwsError::new(
        "ResourceInUseException",
        format!("Firehose {name} under account {account} is in state {status}."),
    )
}

pub(super) fn invalid(message: impl Into<String>) -> AwsError {
    AwsError::new("InvalidArgumentException", message)
}

pub(super) fn limit(message: impl Into<String>) -> AwsError {
    AwsError::new("LimitExceededException", message)
}

/// The key cannot be used, for a reason of KMS.
pub(super) fn key(why: &AwsError) -> AwsError {
    AwsError::new("InvalidKMSResourceException", why.message.clone()).with("code", &why.code)
}
