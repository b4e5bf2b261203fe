//! Errors in the words of Athena.

use crate::error::AwsError;

pub(super) fn invalid(message: impl Into<String>) -> AwsError {
    AwsError::new("InvalidRequestException", message)
}

pub(super) fn no_work_group(name: &str) -> AwsError {
    invalid(format!("WorkGroup {name} is not found."))
}

pub(super) fn no_execution(id: &str) -> AwsError {
    invalid(format!("QueryExecution {id} was not found"))
}

pub(super) fn no_named_query(id: &str) -> AwsError {
    invalid(format!("NamedQuery with id {id} was not found"))
}

/// A statement that cannot be read.
pub(super) fn malformed(message: impl Into<String>) -> AwsError {
    invalid(message).with("AthenaErrorCode", "MALFORMED_QUERY")
}

pub(super) fn not_found(message: String, resource: &str) -> AwsError {
    AwsError::new("ResourceNotFoundException", message).with("ResourceName", resource)
}

/// Glue's refusals reach the callers of Athena as they are, in another wrapping.
pub(super) fn of_catalog(error: &AwsError) -> AwsError {
    AwsError::new("MetadataException", error.message.clone())
}
