//! The files of an import.

use std::collections::{BTreeMap, BTreeSet};

use connect_model::{
    Finding,
    spec::{Sources, load, to_yaml},
};
use serde_json::{Map, Value};

use crate::report::Source;

/// The name of the spec.
pub const SPEC: &str = "center.yaml";
/// The name of the file that makes Terraform forget.
pub const REMOVED: &str = "removed.tf";

/// The text of the spec.
pub(crate) fn spec(spec: &Map<String, Value>, source: Source) -> String {
    let from = match source {
        Source::State => "the state of Terraform",
        Source::Variables => "the variables of a Terraform module",
    };
    format!(
        "# Taken over from {from}. From now on this file is the declaration.\n\n{}",
        to_yaml(spec)
    )
}

/// What is wrong with the spec, if it were planned as it is.
pub(crate) fn findings(
    files: &BTreeMap<String, String>,
    outside: &BTreeSet<String>,
) -> Vec<Finding> {
    let given = files
        .iter()
        .map(|(path, text)| (path.clone(), text.clone().into_bytes()));
    // What those hold is not for us to know.
    let unseen = outside.iter().map(|path| (path.clone(), b"{}".to_vec()));
    let sources = Sources {
        specs: vec![SPEC.to_owned()],
        files: unseen.chain(given).collect(),
        variables: BTreeMap::new(),
    };
    load(&sources).err().unwrap_or_default()
}
