//! Errors in the words of Glue.

use crate::error::AwsError;

pub(super) fn no_database(name: &str) -> AwsError {
    not_found(&format!("Database {name} not found."))
}

pub(super) fn no_table(name: &str) -> AwsError {
    not_found(&format!("Entity Not Found: Table {name} not found."))
}

pub(super) fn not_found(message: &str) -> AwsError {
    AwsError::new("EntityNotFoundException", message)
}

pub(super) fn exists(what: &str) -> AwsError {
    AwsError::new("AlreadyExistsException", format!("{what} already exists."))
}

pub(super) fn invalid(message: &str) -> AwsError {
    AwsError::new("InvalidInputException", message)
}

pub(super) fn denied(message: &str) -> AwsError {
    AwsError::new("AccessDeniedException", message)
}
