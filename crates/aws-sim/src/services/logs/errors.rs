//! Errors in the words of CloudWatch Logs.

use crate::error::AwsError;

pub(super) fn no_group() -> AwsError {
    not_found("The specified log group does not exist.")
}

pub(super) fn no_stream() -> AwsError {
    not_found("The specified log stream does not exist.")
}

pub(super) fn no_query(id: &str) -> AwsError {
    not_found(&format!("Query with id {id} does not exist."))
}

pub(super) fn no_filter() -> AwsError {
    not_found("The specified filter does not exist.")
}

pub(super) fn limit() -> AwsError {
    AwsError::new("LimitExceededException", "Resource limit exceeded.")
}

pub(super) fn exists(what: &str) -> AwsError {
    AwsError::new(
        "ResourceAlreadyExistsException",
        format!("The specified {what} already exists"),
    )
}

pub(super) fn invalid(message: impl Into<String>) -> AwsError {
    AwsError::new("InvalidParameterException", message)
}

pub(super) fn not_found(message: &str) -> AwsError {
    AwsError::new("ResourceNotFoundException", message)
}

pub(super) fn not_simulated(what: &str) -> AwsError {
    AwsError::new("NotImplemented", format!("{what} are not simulated.")).with_status(501)
}
