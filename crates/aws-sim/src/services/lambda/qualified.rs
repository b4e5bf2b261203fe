//! Inputs of what a function keeps for each of its qualifiers.

use serde::Deserialize;

/// What is kept for one qualifier, or for the function itself.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub(super) struct Of {
    pub(super) function_name: String,
    pub(super) qualifier: Option<String>,
}

/// What is kept for all of them.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub(super) struct List {
    pub(super) function_name: String,
    pub(super) marker: Option<String>,
    pub(super) max_items: Option<usize>,
}
