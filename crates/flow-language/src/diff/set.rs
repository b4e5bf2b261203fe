//! Differences of many flows at once, such as two bundles.

use std::collections::BTreeMap;

use serde::Serialize;

use crate::{
    diff::{Difference, Options, documents},
    document::Document,
};

/// What changed between two sets of flows, by name.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct SetDifference {
    /// Names that only the new set has.
    pub added: Vec<String>,
    /// Names that only the old set has.
    pub removed: Vec<String>,
    /// Flows that both have and that are not the same.
    pub changed: BTreeMap<String, Difference>,
}

impl SetDifference {
    /// Whether there is nothing to report.
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }
}

/// What changed from one set of flows to the other.
pub fn sets(
    old: &BTreeMap<String, Document>,
    new: &BTreeMap<String, Document>,
    options: Options,
) -> SetDifference {
    let missing = |from: &BTreeMap<String, Document>, to: &BTreeMap<String, Document>| {
        let names = from.keys().filter(|name| !to.contains_key(*name));
        names.cloned().collect()
    };
    let both = new
        .iter()
        .filter_map(|(name, new)| Some((name, old.get(name)?, new)));
    let changed = both
        // Most flows of a bundle are as they were, and comparing values is cheap.
        .filter(|(_, old, new)| old != new)
        .map(|(name, old, new)| (name.clone(), documents(old, new, options)))
        .filter(|(_, difference)| !difference.is_empty());
    SetDifference {
        added: missing(new, old),
        removed: missing(old, new),
        changed: changed.collect(),
    }
}
