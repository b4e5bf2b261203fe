//! What an assessment holds an instance to.

/// The declaration's `assess`, with what holds where nothing is said.
pub type Settings = connect_model::governance::AssessSpec;
