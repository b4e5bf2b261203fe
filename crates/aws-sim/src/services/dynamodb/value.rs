//! Values of attributes, and items made of them.

use std::collections::{BTreeMap, BTreeSet};

use base64::{Engine as _, engine::general_purpose::STANDARD};
use serde::{Deserialize, Deserializer, Serialize, Serializer, de::Error as _};

use super::number::Number;

/// Attributes by name.
pub(super) type Item = BTreeMap<String, Attribute>;

/// One value, in the form that it has on the wire.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(super) enum Attribute {
    S(String),
    N(Number),
    B(Bytes),
    #[serde(rename = "SS")]
    Strings(BTreeSet<String>),
    #[serde(rename = "NS")]
    Numbers(BTreeSet<Number>),
    #[serde(rename = "BS")]
    Binaries(BTreeSet<Bytes>),
    M(Item),
    L(Vec<Attribute>),
    #[serde(rename = "NULL")]
    Null(bool),
    #[serde(rename = "BOOL")]
    Bool(bool),
}

/// Bytes, in base64 on the wire.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Bytes(pub(super) Vec<u8>);

/// A value that a key can be made of. Of two kinds no order is asked for.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(untagged)]
pub(super) enum Scalar {
    S(String),
    N(Number),
    B(Bytes),
}

// === impl Attribute ===

impl Attribute {
    /// The name of its type.
    pub(super) fn kind(&self) -> &'static str {
        match self {
            Self::S(_) => "S",
            Self::N(_) => "N",
            Self::B(_) => "B",
            Self::Strings(_) => "SS",
            Self::Numbers(_) => "NS",
            Self::Binaries(_) => "BS",
            Self::M(_) => "M",
            Self::L(_) => "L",
            Self::Null(_) => "NULL",
            Self::Bool(_) => "BOOL",
        }
    }

    /// The value as a part of a key; nothing for other types.
    pub(super) fn scalar(&self) -> Option<Scalar> {
        match self {
            Self::S(text) => Some(Scalar::S(text.clone())),
            Self::N(number) => Some(Scalar::N(*number)),
            Self::B(bytes) => Some(Scalar::B(bytes.clone())),
            _ => None,
        }
    }

    /// What `size` says: length of a text or of bytes, number of elements.
    pub(super) fn size(&self) -> Option<usize> {
        match self {
            Self::S(text) => Some(text.len()),
            Self::B(bytes) => Some(bytes.0.len()),
            Self::Strings(set) => Some(set.len()),
            Self::Numbers(set) => Some(set.len()),
            Self::Binaries(set) => Some(set.len()),
            Self::M(map) => Some(map.len()),
            Self::L(list) => Some(list.len()),
            Self::N(_) | Self::Null(_) | Self::Bool(_) => None,
        }
    }

    /// Whether a set without elements is in it, which cannot be stored.
    pub(super) fn has_empty_set(&self) -> bool {
        match self {
            Self::Strings(set) => set.is_empty(),
            Self::Numbers(set) => set.is_empty(),
            Self::Binaries(set) => set.is_empty(),
            Self::M(map) => map.values().any(Self::has_empty_set),
            Self::L(list) => list.iter().any(Self::has_empty_set),
            _ => false,
        }
    }

    /// The bytes that it takes to store (developer guide, "Item sizes and formats").
    pub(super) fn stored_bytes(&self) -> usize {
        match self {
            Self::S(text) => text.len(),
            Self::N(number) => number.to_string().len() / 2 + 1,
            Self::B(bytes) => bytes.0.len(),
            Self::Strings(set) => set.iter().map(String::len).sum(),
            Self::Numbers(set) => set.iter().map(|n| n.to_string().len() / 2 + 1).sum(),
            Self::Binaries(set) => set.iter().map(|bytes| bytes.0.len()).sum(),
            Self::M(map) => 3 + stored_bytes(map) + map.len(),
            Self::L(list) => {
                3 + list
                    .iter()
                    .map(|value| value.stored_bytes() + 1)
                    .sum::<usize>()
            }
            Self::Null(_) | Self::Bool(_) => 1,
        }
    }
}

/// The bytes that an item takes to store: names and values.
pub(super) fn stored_bytes(item: &Item) -> usize {
    let each = item.iter();
    each.map(|(name, value)| name.len() + value.stored_bytes())
        .sum()
}

// === impl Bytes ===

impl Serialize for Bytes {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&STANDARD.encode(&self.0))
    }
}

impl<'de> Deserialize<'de> for Bytes {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        let bytes = STANDARD.decode(text);
        bytes.map(Self).map_err(|_| D::Error::custom("not base64"))
    }
}
