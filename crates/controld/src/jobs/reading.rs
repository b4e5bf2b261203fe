//! What comes of jobs that read, but for plans: exports and drift.

use std::collections::BTreeMap;

use connect_model::Finding;
use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::{Depth, Digest, UnsureField};

/// A contact centre as the files of a spec.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Exported {
    /// The files, sorted by path.
    pub files: Vec<ExportedFile>,
    /// How many entries each section has.
    pub entries: BTreeMap<String, u32>,
    /// What the spec does not say.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub unsaid: Vec<Unsaid>,
    /// What is wrong with the spec.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub findings: Vec<Finding>,
    /// How many calls found this out.
    pub reads: u32,
}

/// A file of an export.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ExportedFile {
    /// Its path from the folder of the spec.
    pub path: String,
    /// The document with its content.
    pub content: Digest,
    /// Its size.
    pub size_bytes: u64,
}

/// Something that a spec does not say.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Unsaid {
    /// What it is about.
    pub thing: String,
    /// Why.
    pub why: String,
    /// What to do.
    pub remedy: String,
}

/// What differs from a declaration.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Drifted {
    /// The contact centre: `targets/T/centers/A`.
    pub center: String,
    /// How far was looked.
    pub depth: Depth,
    /// What differs.
    pub deviations: Vec<Deviation>,
    /// How many things are as declared.
    pub unchanged: u32,
    /// How many fields differ that are to be left alone.
    pub ignored: u32,
    /// How many calls found this out.
    pub reads: u32,
    /// As people read it.
    pub text: String,
    /// What the depth left in doubt.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub unsure: Vec<UnsureField>,
}

/// One thing, or one field of it, that differs.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Deviation {
    /// The kind.
    pub kind: String,
    /// The name.
    pub name: String,
    /// What differs.
    pub what: DeviationKind,
    /// Whether it was made for this contact centre, where it is there.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub ours: Option<bool>,
    /// The field.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub field: String,
    /// What is declared.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub declared: Option<Value>,
    /// What is there.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub found: Option<Value>,
    /// Why it is not ready.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub message: String,
}

/// What differs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum DeviationKind {
    /// A field.
    Field,
    /// It is not there.
    Missing,
    /// It is not ready.
    NotReady,
    /// It is not declared any more.
    Surplus,
    /// Nobody declared it.
    Undeclared,
}
