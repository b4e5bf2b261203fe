//! What refers to what: the guards of deletions.
//!
//! One function for each kind that can be referred to. It answers the ARN of a thing that refers
//! to the one with the id; who adds a kind that refers to others adds a line to theirs.

use super::state::Instance;

/// What uses the hours with this id.
pub(super) fn hours<'i>(instance: &'i Instance, id: &str) -> Option<&'i str> {
    let child = instance
        .hours
        .iter()
        .find(|hours| hours.body.parents.iter().any(|p| p == id));
    child.map(|hours| hours.arn.as_str())
}
