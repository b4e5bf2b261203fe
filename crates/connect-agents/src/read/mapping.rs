//! How a file is to be read, where that does not go without saying.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

use crate::agent::Field;

/// How a file is to be read, as a mapping file says it. The default finds everything out by itself.
///
/// ```
/// # use connect_agents::read::Mapping;
/// let mapping: Mapping = serde_json::from_str(
///     r#"{ "columns": { "Login": "username", "Team": "hierarchy" },
///          "defaults": { "security_profiles": "Agent" } }"#,
/// )
/// .unwrap();
/// assert_eq!(mapping.columns.len(), 2);
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Mapping {
    /// The format; without it, a file that begins with `{` is JSON Lines.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub format: Option<Format>,
    /// What divides cells; without it, the one of `,`, `;`, tab and `|` that makes the most of the header.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub delimiter: Option<char>,
    /// Headers of the file with what they are about. Others are understood as people usually call them.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub columns: BTreeMap<String, Field>,
    /// Headers of the file that are not to be understood.
    #[serde(skip_serializing_if = "BTreeSet::is_empty")]
    pub ignore: BTreeSet<String>,
    /// What holds where the file has no such column, or an empty cell in it.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub defaults: BTreeMap<Field, String>,
    /// What divides the entries of a list; without it, `|` and `;` do.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub list_separator: Option<char>,
    /// What an empty cell says.
    pub empty: Empty,
}

/// How a file is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Format {
    /// Cells between delimiters, with a header.
    Csv,
    /// A JSON object a line.
    JsonLines,
}

/// What an empty cell says.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Empty {
    /// Nothing: what AWS has stays.
    #[default]
    Keep,
    /// That there is to be none, where that can be: second e-mail address, mobile number, group in the
    /// hierarchy, proficiencies, tags.
    Clear,
}
