//! Errors in the words of Connect. The protocol layer knows their statuses.

use crate::error::AwsError;

/// There is no such thing.
pub(super) fn not_found(kind: &str, id: &str) -> AwsError {
    AwsError::new(
        "ResourceNotFoundException",
        format!("{kind} not found: {id}"),
    )
}

/// The name belongs to another thing.
pub(super) fn duplicate(kind: &str, name: &str) -> AwsError {
    AwsError::new(
        "DuplicateResourceException",
        format!("{kind} already exists: {name}"),
    )
}

/// The association is there already.
pub(super) fn conflict(kind: &str, id: &str) -> AwsError {
    AwsError::new(
        "ResourceConflictException",
        format!("{kind} is associated already: {id}"),
    )
}

/// Something still refers to the thing.
pub(super) fn in_use(kind: &str, arn: &str, by: &str) -> AwsError {
    AwsError::new(
        "ResourceInUseException",
        format!("{kind} {arn} is in use by {by}."),
    )
    .with("ResourceType", kind.to_uppercase().replace(' ', "_"))
    .with("ResourceId", arn)
}

/// A quota is full, where the operation lists `LimitExceeded` (429, and final all the same).
pub(super) fn limit_exceeded(quota: &str, limit: u64) -> AwsError {
    AwsError::new(
        "LimitExceededException",
        format!("The quota of {limit} {quota} is full."),
    )
}

/// A quota is full, where the operation lists `ServiceQuotaExceeded` (402).
pub(super) fn quota_exceeded(quota: &str, limit: u64) -> AwsError {
    AwsError::new(
        "ServiceQuotaExceededException",
        format!("The quota of {limit} {quota} is full."),
    )
}

/// A member has a value that cannot be.
pub(super) fn invalid_parameter(message: &str) -> AwsError {
    AwsError::new("InvalidParameterException", message)
}

/// The request cannot be carried out as it stands.
pub(super) fn invalid_request(message: &str) -> AwsError {
    AwsError::new("InvalidRequestException", message)
}
