//! Errors in the words of SNS.

use crate::error::AwsError;

pub(super) fn no_topic() -> AwsError {
    AwsError::new("NotFound", "Topic does not exist")
}

pub(super) fn no_subscription() -> AwsError {
    AwsError::new("NotFound", "Subscription does not exist")
}

pub(super) fn invalid(message: impl Into<String>) -> AwsError {
    AwsError::new("InvalidParameter", message)
}
