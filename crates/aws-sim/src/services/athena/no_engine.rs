//! In place of the engine, in a build without it: every query fails, and says why.

use std::collections::BTreeMap;

use super::{
    access::Source,
    answer::{Answer, Failure, Spot},
};
use crate::lake::Extent;

/// A statement that nobody reads.
pub(super) struct Parsed {
    /// None.
    pub(super) tables: Vec<TableName>,
}

impl Parsed {
    /// Nowhere.
    pub(super) fn target(&self) -> Option<&str> {
        let _ = &self.tables;
        None
    }
}

/// A table as a statement names it.
pub(super) struct TableName {
    pub(super) catalog: Option<String>,
    pub(super) database: Option<String>,
    pub(super) table: String,
    pub(super) spot: Spot,
}

/// What a statement would run over.
pub(super) struct Setting {
    pub(super) tables: BTreeMap<(String, String), Source>,
    pub(super) database: String,
    pub(super) extent: Extent,
}

/// Takes every statement.
pub(super) fn read(_text: &str, _parameters: &[String]) -> Result<Parsed, String> {
    Ok(Parsed { tables: Vec::new() })
}

/// Fails.
pub(super) fn run(_parsed: Parsed, _setting: Setting) -> Result<Answer, Failure> {
    Err(Failure::user(
        "NOT_SUPPORTED: SQL is not simulated in this build, which lacks the feature `athena`",
    ))
}
