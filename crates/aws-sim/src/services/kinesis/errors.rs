//! Errors in the words of Kinesis.

use crate::error::AwsError;

pub(super) fn no_stream(account: &str, name: &str) -> AwsError {
    AwsError::new(
        "ResourceNotFoundException",
        format!("Stream {name} under account {account} not found."),
    )
}

pub(super) fn in_use(account: &str, name: &str, status: &str) -> AwsError {
    AwsError::new(
        "ResourceInUseException",
        format!("Stream {name} under account {account} is in state {status}, not ACTIVE."),
    )
}

pub(super) fn invalid(message: impl Into<String>) -> AwsError {
    AwsError::new("InvalidArgumentException", message)
}

pub(super) fn limit(message: impl Into<String>) -> AwsError {
    AwsError::new("LimitExceededException", message)
}
