//! Errors in the words of IAM.

use crate::error::AwsError;

pub(super) fn no_such(kind: &str, name: &str) -> AwsError {
    no_entity(format!("The {kind} with name {name} cannot be found."))
}

pub(super) fn no_policy(arn: &str) -> AwsError {
    no_entity(format!("Policy {arn} was not found."))
}

pub(super) fn no_entity(message: String) -> AwsError {
    AwsError::new("NoSuchEntity", message)
}

pub(super) fn exists(kind: &str, name: &str) -> AwsError {
    AwsError::new(
        "EntityAlreadyExists",
        format!("{kind} with name {name} already exists."),
    )
}

pub(super) fn malformed(message: String) -> AwsError {
    AwsError::new("MalformedPolicyDocument", message)
}

pub(super) fn in_use(what: &str) -> AwsError {
    AwsError::new(
        "DeleteConflict",
        format!("Cannot delete entity, must {what} first."),
    )
}

pub(super) fn limit(quota: &str, most: u64) -> AwsError {
    AwsError::new(
        "LimitExceeded",
        format!("Cannot exceed quota for {quota}: {most}"),
    )
}

pub(super) fn invalid_input(message: impl Into<String>) -> AwsError {
    AwsError::new("InvalidInput", message)
}

pub(super) fn validation(message: impl Into<String>) -> AwsError {
    AwsError::new("ValidationError", message)
}

pub(super) fn protected(role: &str) -> AwsError {
    AwsError::new(
        "UnmodifiableEntity",
        format!(
            "Cannot perform the operation on the protected role '{role}' - this role is only \
             modifiable by AWS"
        ),
    )
}
