//! Errors in the words of DynamoDB.

use super::value::Item;
use crate::error::AwsError;

pub(super) fn invalid(message: impl Into<String>) -> AwsError {
    AwsError::new("ValidationException", message)
}

/// What a request must not say in the way of old.
pub(super) fn legacy(member: &str) -> AwsError {
    invalid(format!(
        "{member} is not simulated: use an expression in its place."
    ))
}

pub(super) fn no_table(name: &str) -> AwsError {
    AwsError::new(
        "ResourceNotFoundException",
        format!("Requested resource not found: Table: {name} not found"),
    )
}

pub(super) fn table_in_use(name: &str, why: &str) -> AwsError {
    AwsError::new("ResourceInUseException", format!("Table {why}: {name}"))
}

/// A condition that did not hold, with the item if it is asked for.
pub(super) fn condition_failed(item: Option<&Item>) -> AwsError {
    let error = AwsError::new(
        "ConditionalCheckFailedException",
        "The conditional request failed",
    );
    match item {
        Some(item) => error.with("Item", item),
        None => error,
    }
}

pub(super) fn key_mismatch() -> AwsError {
    invalid("The provided key element does not match the schema")
}
