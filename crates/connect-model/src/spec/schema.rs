//! The JSON Schema of a spec.

use serde_json::{Value, json};

use super::Document;
use crate::decode::{Definitions, Record, allow_variables, object};

/// The JSON Schema (2020-12) of a spec, from the same tables as its reading.
///
/// It says what one member can say. What several say together is for [`load`](super::load).
pub fn schema() -> Value {
    schema_of::<Document>("ContactCenter")
}

/// The schema of a document whose members are those of a record.
pub(crate) fn schema_of<T: Record>(title: &str) -> Value {
    let mut definitions = Definitions::default();
    let mut root = object(T::ABOUT, T::members(&mut definitions));
    let mut named = definitions.into_json();
    allow_variables(&mut root["properties"]);
    allow_variables(&mut named);
    named["Variable"] = json!({
        "description": "A text with a variable: ${var.NAME}.",
        "type": "string",
        "pattern": r"\$\{var\.[A-Za-z0-9_-]+\}"
    });
    let mut schema = json!({
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": title
    });
    if let (Value::Object(schema), Value::Object(root)) = (&mut schema, root) {
        schema.extend(root);
    }
    schema["$defs"] = named;
    schema
}
