//! The JSON Schema that grows beside the reading.

use serde_json::{Map, Value as Json, json};

use super::MemberSchema;

/// Schemas by name, for `$defs`.
#[derive(Default)]
pub(crate) struct Definitions {
    named: Map<String, Json>,
}

impl Definitions {
    /// Makes a definition once, and gives the reference to it.
    pub(crate) fn define(&mut self, name: &str, make: impl FnOnce(&mut Self) -> Json) -> Json {
        // How Rust takes it apart is nothing to the readers of the schema.
        let name = ["Spec", "Members"]
            .iter()
            .find_map(|end| name.strip_suffix(end))
            .unwrap_or(name);
        if !self.named.contains_key(name) {
            // The place is kept first, so that a definition may refer to itself.
            self.named.insert(name.to_owned(), Json::Null);
            let schema = make(self);
            self.named.insert(name.to_owned(), schema);
        }
        json!({ "$ref": format!("#/$defs/{name}") })
    }

    pub(crate) fn into_json(self) -> Json {
        Json::Object(self.named)
    }
}

/// The schema of a map with these members and no others.
pub(crate) fn object(about: &str, members: Vec<MemberSchema>) -> Json {
    let required: Vec<&str> = members
        .iter()
        .filter(|member| member.is_required)
        .map(|member| member.name)
        .collect();
    let mut schema = json!({ "type": "object", "description": about.trim() });
    if !required.is_empty() {
        schema["required"] = json!(required);
    }
    schema["additionalProperties"] = false.into();
    let properties = members
        .into_iter()
        .map(|member| (member.name.to_owned(), member.schema));
    schema["properties"] = Json::Object(properties.collect());
    schema
}

/// Lets a variable stand wherever a value is more than any text.
pub(crate) fn allow_variables(schema: &mut Json) {
    match schema {
        Json::Object(map) if is_narrow(map) => {
            let outer = ["description", "default"].map(|word| (word, map.shift_remove(word)));
            let inner = std::mem::take(map);
            map.insert(
                "anyOf".into(),
                json!([inner, { "$ref": "#/$defs/Variable" }]),
            );
            map.extend(
                outer
                    .into_iter()
                    .filter_map(|(word, value)| Some((word.into(), value?))),
            );
        }
        Json::Object(map) => {
            // The names of members are no values.
            let values = map.iter_mut().filter(|(word, _)| *word != "propertyNames");
            values.for_each(|(_, value)| allow_variables(value));
        }
        Json::Array(items) => items.iter_mut().for_each(allow_variables),
        _ => {}
    }
}

fn is_narrow(schema: &Map<String, Json>) -> bool {
    match schema.get("type").and_then(Json::as_str) {
        Some("boolean" | "integer") => true,
        Some("string") => schema.contains_key("pattern") || schema.contains_key("maxLength"),
        _ => schema.contains_key("enum"),
    }
}
