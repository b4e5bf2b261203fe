//! What every entry of a section has, whatever its kind.

use std::collections::BTreeSet;

use serde::Serialize;

use crate::{Key, Name, Place, Tags};

/// One declared thing.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Entry<T> {
    /// What AWS calls it: the name, the username, or for a phone number the key of the map.
    pub name: Name,
    /// The key in the map of the spec, for kinds that stand in a map.
    pub key: Option<Key>,
    /// The name it had before: to be renamed, not created.
    pub was: Option<Name>,
    /// Where it stands. Not serialised: two specs that say the same are the same.
    #[serde(skip)]
    pub place: Place,
    /// Its tags: those of the whole centre, overlaid by its own.
    pub tags: Tags,
    /// Names of the fields that no plan may touch, from the entry and from the top of the spec.
    pub ignore: BTreeSet<String>,
    /// The rest, by kind.
    pub spec: T,
}
