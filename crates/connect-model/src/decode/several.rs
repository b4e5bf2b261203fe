//! Members that may be absent, lists, sets and tags.

use std::collections::BTreeSet;

use serde_json::{Value as Json, json};

use super::{Decode, Definitions, Reader, wrong_type};
use crate::{
    Tags, tags,
    tree::{Node, Path, Value},
    words::quote,
};

/// A member that must be there, but whose loss must not hide what else is wrong.
#[derive(Clone, Debug, PartialEq, serde::Serialize)]
pub(crate) struct Lenient<T>(pub(crate) Option<T>);

impl<T: Decode> Decode for Lenient<T> {
    fn decode(node: &Node, at: &Path<'_>, reader: &mut Reader<'_>) -> Option<Self> {
        Some(Self(T::decode(node, at, reader)))
    }

    fn absent() -> Option<Self> {
        Some(Self(None))
    }

    fn schema(definitions: &mut Definitions) -> Json {
        T::schema(definitions)
    }
}

impl<T: Decode> Decode for Option<T> {
    const REQUIRED: bool = false;

    fn decode(node: &Node, at: &Path<'_>, reader: &mut Reader<'_>) -> Option<Self> {
        Some(T::decode(node, at, reader))
    }

    fn absent() -> Option<Self> {
        Some(None)
    }

    fn schema(definitions: &mut Definitions) -> Json {
        T::schema(definitions)
    }
}

impl<T: Decode> Decode for Vec<T> {
    fn decode(node: &Node, at: &Path<'_>, reader: &mut Reader<'_>) -> Option<Self> {
        let Value::List(items) = &node.value else {
            return wrong_type("a list", node, at, reader);
        };
        let items = items.iter().enumerate();
        Some(
            items
                .filter_map(|(index, item)| T::decode(item, &at.item(index), reader))
                .collect(),
        )
    }

    fn schema(definitions: &mut Definitions) -> Json {
        json!({ "type": "array", "items": T::schema(definitions) })
    }
}

impl<T: Decode + Ord> Decode for BTreeSet<T> {
    fn decode(node: &Node, at: &Path<'_>, reader: &mut Reader<'_>) -> Option<Self> {
        Some(Vec::decode(node, at, reader)?.into_iter().collect())
    }

    fn schema(definitions: &mut Definitions) -> Json {
        Vec::<T>::schema(definitions)
    }
}

impl Decode for Tags {
    fn decode(node: &Node, at: &Path<'_>, reader: &mut Reader<'_>) -> Option<Self> {
        if !matches!(node.value, Value::Map(_)) {
            return wrong_type("a map", node, at, reader);
        }
        let mut tags = Self::new();
        for (key, member) in node.members() {
            let at = at.member(key);
            if let Some(value) = String::decode(&member.node, &at, reader)
                && let Err(malformed) = tags.insert(key, value.as_str())
            {
                let wrong = if malformed.expected() == tags::KEY {
                    key
                } else {
                    &value
                };
                let message = format!("{} is not {}", quote(wrong), malformed.expected());
                reader.find(
                    "bad-tag",
                    &member.node,
                    &at,
                    message,
                    "change or shorten it",
                );
            }
        }
        Some(tags)
    }

    fn schema(_: &mut Definitions) -> Json {
        json!({
            "type": "object",
            "maxProperties": 50,
            "propertyNames": { "minLength": 1, "maxLength": 128, "pattern": "^(?![aA][wW][sS]:)" },
            "additionalProperties": { "type": "string", "maxLength": 256 }
        })
    }
}
