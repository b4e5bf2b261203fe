//! What a contact logged.
//!
//! Lines hold what customers said and dialled, so they stand in documents and never in the result itself.

use connect_model::{ContactId, Finding};
use serde::{Deserialize, Serialize};

use super::ExportedFile;

/// What a contact logged.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ContactLogged {
    /// The contact.
    pub contact: ContactId,
    /// From when on was looked, in milliseconds since 1970.
    pub since_ms: u64,
    /// Until when was looked, in milliseconds since 1970.
    pub until_ms: u64,
    /// How many lines there are.
    pub lines: u32,
    /// How many were delivered more than once.
    pub repeated: u32,
    /// How many pages were gone through.
    pub pages: u32,
    /// The flows and modules that it met.
    pub flows: Vec<MetFlow>,
    /// The lines.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub log: Option<ExportedFile>,
    /// The way of the contact.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub walk: Option<ExportedFile>,
    /// A picture for each flow.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub pictures: Vec<ExportedFile>,
    /// What is to be known.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub findings: Vec<Finding>,
    /// How many calls found this out.
    pub reads: u32,
}

/// A flow or module that a contact met.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct MetFlow {
    /// Its name.
    pub name: String,
    /// The type of the flow, or `MODULE`; empty if there is no such flow any more.
    #[serde(rename = "type")]
    pub flow_type: String,
    /// How many blocks the contact met in it.
    pub blocks: u32,
    /// How many of them it does not have any more.
    pub unknown: u32,
}
