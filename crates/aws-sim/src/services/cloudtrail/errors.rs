//! Errors in the words of CloudTrail.

use crate::error::AwsError;

pub(super) fn no_trail(id: &str) -> AwsError {
    AwsError::new("TrailNotFoundException", format!("Unknown trail: {id}"))
}
