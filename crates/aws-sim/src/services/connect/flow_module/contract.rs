//! What a module promises to those who call it: what goes in, and by which ways it comes out.
//!
//! The resource member `Settings` says it, as JSON text: `input.schema`, `resultData.schema` and
//! `transitions.results`. Its full form is not documented. Of the schema of the input `properties`
//! with their `type` and `required` are read, of the results their names; what is left out promises
//! nothing, and then nothing is asked of callers.

use serde::Serialize;
use serde_json::{Map, Value};

/// `Settings` as it is published, and as it is worked on.
#[derive(Debug, Clone, Default, Serialize)]
pub(in crate::services::connect) struct Contract {
    pub(super) live: Option<String>,
    pub(super) draft: Option<String>,
}

/// Finds what is wrong with `Settings`.
pub(super) fn check(settings: &str, found: &mut Vec<String>) {
    let Ok(settings @ Value::Object(_)) = serde_json::from_str(settings) else {
        found.push("Settings is not a JSON object.".to_owned());
        return;
    };
    for part in ["input", "resultData"] {
        let schema = &settings[part]["schema"];
        if !schema.is_null() && !schema.is_object() {
            found.push(format!(
                "Invalid Settings property value. Path: {part}.schema"
            ));
        }
    }
    let results = &settings["transitions"]["results"];
    if !results.is_null()
        && !results
            .as_array()
            .is_some_and(|all| all.iter().all(is_result))
    {
        found.push("Invalid Settings property value. Path: transitions.results".to_owned());
    }
}

/// Finds what breaks the contract in `settings` about an action that calls the module.
pub(in crate::services::connect) fn check_call(
    settings: &str,
    path: &str,
    action: &Value,
    found: &mut Vec<String>,
) {
    let settings: Value = serde_json::from_str(settings).unwrap_or_default();
    let input = &action["Parameters"]["Input"];
    check_input(&settings["input"]["schema"], path, input, found);
    let Some(results) = settings["transitions"]["results"].as_array() else {
        return;
    };
    let conditions = action["Transitions"]["Conditions"].as_array();
    for (at, branch) in conditions.into_iter().flatten().enumerate() {
        let operand = &branch["Condition"]["Operands"][0];
        if !results
            .iter()
            .any(|result| name(result) == operand.as_str())
        {
            found.push(format!(
                "Invalid Action property value. Path: \
                 {path}.Transitions.Conditions[{at}].Condition.Operands[0]"
            ));
        }
    }
}

/// A whole input that is known only when a contact is there is passed over.
fn check_input(schema: &Value, path: &str, input: &Value, found: &mut Vec<String>) {
    if is_dynamic(input) {
        return;
    }
    let empty = Map::new();
    let given = input.as_object().unwrap_or(&empty);
    let required = schema["required"].as_array();
    for name in required.into_iter().flatten().filter_map(Value::as_str) {
        if !given.contains_key(name) {
            found.push(format!(
                "Action is missing required property. Path: {path}.Parameters.Input.{name}"
            ));
        }
    }
    let Some(properties) = schema["properties"].as_object() else {
        return;
    };
    for (name, value) in given {
        let fits = |property: &Value| is_dynamic(value) || is_of(&property["type"], value);
        if !properties.get(name).is_some_and(fits) {
            found.push(format!(
                "Invalid Action property value. Path: {path}.Parameters.Input.{name}"
            ));
        }
    }
}

fn is_dynamic(value: &Value) -> bool {
    value.as_str().is_some_and(|text| text.starts_with('$'))
}

/// Whether the value is of a type of JSON Schema; of any, if none is named.
fn is_of(named: &Value, value: &Value) -> bool {
    match named.as_str() {
        Some("string") => value.is_string(),
        Some("integer") => value.is_i64() || value.is_u64(),
        Some("number") => value.is_number(),
        Some("boolean") => value.is_boolean(),
        Some("object") => value.is_object(),
        Some("array") => value.is_array(),
        Some("null") => value.is_null(),
        _ => true,
    }
}

fn is_result(result: &Value) -> bool {
    name(result).is_some()
}

/// A result is a name, or has one under one of the members that are seen for it.
fn name(result: &Value) -> Option<&str> {
    let members = ["name", "Name", "ReferenceName"].iter();
    let mut named = members.filter_map(|member| result[*member].as_str());
    result.as_str().or_else(|| named.next())
}
