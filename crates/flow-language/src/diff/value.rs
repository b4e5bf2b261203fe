//! Differences of JSON values, member by member.

use serde::Serialize;
use serde_json::{Map, Value};

/// One value that is not the same.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Change {
    /// JSON pointer, from the action for what belongs to one, else from the content.
    pub path: String,
    /// The old value; none if it is new.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub old: Option<Value>,
    /// The new value; none if it is gone.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub new: Option<Value>,
    /// What people call the old value, if it is a reference with a known name.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub old_name: Option<String>,
    /// What people call the new value.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub new_name: Option<String>,
}

/// Collects the innermost values that differ.
pub(crate) fn compare(
    path: &str,
    old: Option<&Value>,
    new: Option<&Value>,
    changes: &mut Vec<Change>,
) {
    match (old, new) {
        (Some(Value::Object(_)), Some(Value::Object(_))) => {
            if let (Some(old), Some(new)) = (old, new) {
                members(path, old, new, &[], changes);
            }
        }
        (Some(Value::Array(left)), Some(Value::Array(right))) => {
            for index in 0..left.len().max(right.len()) {
                let path = format!("{path}/{index}");
                compare(&path, left.get(index), right.get(index), changes);
            }
        }
        (Some(left), Some(right)) if same_scalar(left, right) => {}
        (None, None) => {}
        _ => changes.push(Change {
            path: path.to_owned(),
            old: old.cloned(),
            new: new.cloned(),
            old_name: None,
            new_name: None,
        }),
    }
}

/// Compares the members of two objects, but for some. Names are sorted, so order does not show.
pub(crate) fn members(
    path: &str,
    old: &Value,
    new: &Value,
    skipped: &[&str],
    changes: &mut Vec<Change>,
) {
    let empty = Map::new();
    let old = old.as_object().unwrap_or(&empty);
    let new = new.as_object().unwrap_or(&empty);
    let mut names: Vec<&String> = old.keys().chain(new.keys()).collect();
    names.sort_unstable();
    names.dedup();
    for name in names {
        if !skipped.contains(&name.as_str()) {
            let path = format!("{path}/{}", name.replace('~', "~0").replace('/', "~1"));
            compare(&path, old.get(name), new.get(name), changes);
        }
    }
}

/// A value that may be kept as text, as `Settings` of a module are.
pub(crate) fn unpacked(value: &Value) -> Value {
    let text = value.as_str();
    let inner = text.and_then(|text| serde_json::from_str::<Value>(text).ok());
    inner
        .filter(|inner| inner.is_object() || inner.is_array())
        .unwrap_or_else(|| value.clone())
}

fn same_scalar(left: &Value, right: &Value) -> bool {
    // 265 and 265.0 are one number; integers beyond what a double holds are equal as written.
    let number = |value: &Value| value.as_f64().filter(|_| value.is_f64() || value.is_i64());
    left == right
        || matches!((number(left), number(right)), (Some(l), Some(r)) if l.to_bits() == r.to_bits())
}
