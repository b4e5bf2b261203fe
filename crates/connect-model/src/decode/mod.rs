//! From the tree of a file to checked types, and to the JSON Schema, by one list of members.
//!
//! Reading goes on after a finding: an optional member that is broken counts as absent, and only
//! what cannot be without a broken member is lost with it. So all findings come at once.

#[macro_use]
mod choice;
#[macro_use]
mod record;

mod fields;
mod limit;
mod scalar;
mod schema;
mod several;

use std::collections::BTreeMap;

use serde_json::Value as Json;

pub(crate) use self::{
    choice::read_choice,
    fields::Fields,
    limit::Limit,
    record::{MemberSchema, Record, member_word, read_record, record_schema},
    scalar::{Pattern, pattern_schema, read_pattern, whole, wrong_type},
    schema::{Definitions, allow_variables, object},
    several::Lenient,
};
use crate::{
    Log, Place,
    spec::Kind,
    tree::{Node, Path},
};

/// A type that can be read from a tree.
pub(crate) trait Decode: Sized {
    /// Whether a member of this type must be there when it has no default.
    const REQUIRED: bool = true;

    /// Reads a node. `None` means that a finding was made.
    fn decode(node: &Node, at: &Path<'_>, reader: &mut Reader<'_>) -> Option<Self>;

    /// What a member that is not there is read as.
    fn absent() -> Option<Self> {
        None
    }

    /// The schema of what [`Decode::decode`] takes.
    fn schema(definitions: &mut Definitions) -> Json;
}

/// What is at hand while a spec is read, and what was seen.
pub(crate) struct Reader<'a> {
    pub(crate) log: Log,
    /// Files that a spec may name, by path.
    pub(crate) files: &'a BTreeMap<String, Vec<u8>>,
    /// Every name that refers to another entry.
    pub(crate) references: Vec<Reference>,
}

/// A name that refers to an entry of a kind.
#[derive(Clone, Debug)]
pub(crate) struct Reference {
    pub(crate) kind: Kind,
    pub(crate) name: String,
    pub(crate) place: Place,
}

// === impl Reader ===

impl<'a> Reader<'a> {
    pub(crate) fn new(log: Log, files: &'a BTreeMap<String, Vec<u8>>) -> Self {
        Self {
            log,
            files,
            references: Vec::new(),
        }
    }

    /// Makes a finding at a node.
    pub(crate) fn find(
        &mut self,
        rule: &'static str,
        node: &Node,
        at: &Path<'_>,
        message: impl Into<String>,
        remedy: impl Into<String>,
    ) {
        let place = self.log.place(node.mark, at);
        self.log.add(rule, place, message, remedy);
    }
}
