//! Keys of items, in tables and indexes.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize, Serializer};
use serde_json::{Value, json};

use super::{
    errors,
    value::{Item, Scalar},
};
use crate::error::AwsError;

/// What a key is made of.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub(super) struct Schema {
    pub(super) hash: String,
    pub(super) range: Option<String>,
}

/// The values of a key, in the order of items.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Key {
    pub(super) hash: Scalar,
    pub(super) range: Option<Scalar>,
}

/// A part of a key as a request gives it.
#[derive(Debug, Clone, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub(super) struct Element {
    attribute_name: String,
    key_type: String,
}

/// A key's parts have at most so many bytes (developer guide, "Quotas").
const LONGEST_HASH: usize = 2_048;
const LONGEST_RANGE: usize = 1_024;

// === impl Schema ===

impl Schema {
    /// The schema of one or two elements, all of whose attributes have a type.
    pub(super) fn read(
        elements: &[Element],
        types: &BTreeMap<String, String>,
    ) -> Result<Self, AwsError> {
        let kinds: Vec<&str> = elements
            .iter()
            .map(|element| element.key_type.as_str())
            .collect();
        if kinds != ["HASH"] && kinds != ["HASH", "RANGE"] {
            return Err(errors::invalid(
                "Invalid KeySchema: The first KeySchemaElement is not a HASH key type, or the \
                 second not a RANGE key type",
            ));
        }
        for Element { attribute_name, .. } in elements {
            if !types.contains_key(attribute_name) {
                return Err(errors::invalid(format!(
                    "One or more parameter values were invalid: Some index key attributes are \
                     not defined in AttributeDefinitions. Keys: [{attribute_name}]"
                )));
            }
        }
        let name = |at: usize| {
            elements
                .get(at)
                .map(|element| element.attribute_name.clone())
        };
        Ok(Self {
            hash: name(0).unwrap_or_default(),
            range: name(1),
        })
    }

    /// The names of its attributes.
    pub(super) fn names(&self) -> impl Iterator<Item = &str> {
        std::iter::once(self.hash.as_str()).chain(self.range.as_deref())
    }

    pub(super) fn shown(&self) -> Value {
        let kinds = self.names().zip(["HASH", "RANGE"]);
        let elements = kinds.map(|(name, kind)| json!({ "AttributeName": name, "KeyType": kind }));
        Value::Array(elements.collect())
    }
}

// === impl Key ===

impl Key {
    /// The key of `item`.
    pub(super) fn of(
        schema: &Schema,
        types: &BTreeMap<String, String>,
        item: &Item,
    ) -> Result<Self, AwsError> {
        let part = |name: &str, longest: usize| {
            let value = item.get(name).ok_or_else(|| {
                errors::invalid(format!(
                    "One or more parameter values were invalid: Missing the key {name} in the item"
                ))
            })?;
            let wanted = types.get(name).map_or("", String::as_str);
            if value.kind() != wanted {
                return Err(errors::invalid(format!(
                    "One or more parameter values were invalid: Type mismatch for key {name} \
                     expected: {wanted} actual: {}",
                    value.kind()
                )));
            }
            let size = value.size();
            if size.is_some_and(|size| size == 0 || size > longest) {
                return Err(errors::invalid(format!(
                    "One or more parameter values are not valid. The key attribute {name} must \
                     have 1 to {longest} bytes"
                )));
            }
            value.scalar().ok_or_else(errors::key_mismatch)
        };
        let range = schema.range.as_deref();
        Ok(Self {
            hash: part(&schema.hash, LONGEST_HASH)?,
            range: range.map(|name| part(name, LONGEST_RANGE)).transpose()?,
        })
    }
}

impl Serialize for Key {
    /// As a text, so that it can be the key of a JSON object.
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let parts = (&self.hash, &self.range);
        let text = serde_json::to_string(&parts).map_err(serde::ser::Error::custom)?;
        serializer.serialize_str(&text)
    }
}
