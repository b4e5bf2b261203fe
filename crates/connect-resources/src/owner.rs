//! Whose a thing is. Ownership is a tag, so a lost store costs history and never control.

use std::collections::BTreeSet;

use connect_model::Tags;
use serde::{Deserialize, Serialize};

use crate::{KindId, Layer, Scope, ThingKey};

/// Names the centre that a thing belongs to: the alias of its instance.
pub const CENTER_TAG: &str = "trunkline:center";
/// Names the layer of the centre.
pub const LAYER_TAG: &str = "trunkline:layer";
/// Names the key in the spec, for things that have no name of their own.
pub const KEY_TAG: &str = "trunkline:key";
/// Names on an instance the sorts of data that governance keeps, with blanks between them: where they go
/// cannot be tagged itself.
pub const GOVERNED_TAG: &str = "trunkline:governed";

/// Whose a thing is.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Ownership {
    /// Made for the centre of this alias.
    Center(String),
    /// Not made for a centre: read and updated where declared, never removed.
    Foreign,
    /// It cannot be tagged, so it goes with its instance.
    OfInstance,
}

// === impl Ownership ===

impl Ownership {
    /// Reads the owner and takes the tags of ownership out.
    pub fn split(mut tags: Tags) -> (Tags, Self) {
        let owner = match tags.remove(CENTER_TAG) {
            Some(alias) => Self::Center(alias),
            None => Self::Foreign,
        };
        tags.remove(LAYER_TAG);
        tags.remove(KEY_TAG);
        tags.remove(GOVERNED_TAG);
        (tags, owner)
    }

    /// Whether it was made for the centre of this alias.
    pub fn is_of(&self, alias: &str) -> bool {
        matches!(self, Self::Center(owner) if owner == alias)
    }
}

/// The sorts of data that governance keeps, by the tags of an instance.
pub fn governed(tags: &Tags) -> BTreeSet<&str> {
    let sorts = tags.get(GOVERNED_TAG).unwrap_or_default();
    sorts.split_whitespace().collect()
}

/// The tags that say whose a thing is.
pub fn ownership_tags(alias: &str, layer: Layer, key: Option<&str>) -> Tags {
    let mut tags = Tags::new();
    let own = [
        (CENTER_TAG, Some(alias)),
        (LAYER_TAG, Some(layer.as_str())),
        (KEY_TAG, key),
    ];
    for (tag, value) in own {
        if let Some(value) = value {
            tags.insert(tag, value)
                .expect("aliases, layers and keys are short and plain");
        }
    }
    tags
}

/// The tags that say that a thing is ours. Phone numbers have no name of ours but their key.
pub fn own_tags(key: &ThingKey, scope: &Scope) -> Tags {
    let named = (key.kind == KindId::PhoneNumber).then_some(key.name.as_str());
    ownership_tags(scope.alias.as_str(), key.kind.kind().facts().layer, named)
}
