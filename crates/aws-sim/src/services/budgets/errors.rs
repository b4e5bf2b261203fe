//! Errors in the words of Budgets.

use crate::error::AwsError;

pub(super) fn missing(what: &str) -> AwsError {
    AwsError::new("NotFoundException", format!("Unable to get {what}"))
}

pub(super) fn duplicate(what: &str) -> AwsError {
    AwsError::new(
        "DuplicateRecordException",
        format!("Error creating {what} - it already exists."),
    )
}

pub(super) fn too_many(what: &str) -> AwsError {
    AwsError::new(
        "CreationLimitExceededException",
        format!("Exceeded the limit of {what}."),
    )
}

pub(super) fn invalid(message: &str) -> AwsError {
    AwsError::new("InvalidParameterException", message)
}

pub(super) fn other_account(account: &str) -> AwsError {
    AwsError::new(
        "AccessDeniedException",
        format!("Account {account} is not that of the caller."),
    )
}
