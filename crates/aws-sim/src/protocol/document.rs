//! JSON on the wire ⇄ JSON by member names.
//!
//! Inside the simulator a message is one JSON object with the names of the model, times as epoch
//! seconds, and nothing that the model does not know.

use serde_json::{Map, Number, Value};

use crate::{
    model::{Kind, Model, ShapeId},
    time::{self, Format},
};

/// What came in as `value` for the shape: known members only, nothing null.
pub(super) fn incoming(model: &Model, shape: ShapeId, value: Value) -> Value {
    match (&model.shape(shape).kind, value) {
        (Kind::Structure(structure), Value::Object(mut given)) => {
            let mut object = Map::new();
            for member in &structure.members {
                match given.get_mut(member.wire()).map(Value::take) {
                    None | Some(Value::Null) => {}
                    Some(value) => {
                        object.insert(member.name.to_owned(), incoming(model, member.shape, value));
                    }
                }
            }
            Value::Object(object)
        }
        (Kind::List { of, .. }, Value::Array(items)) => Value::Array(
            items
                .into_iter()
                .map(|item| incoming(model, *of, item))
                .collect(),
        ),
        (Kind::Map { value, .. }, Value::Object(entries)) => {
            let entries = entries.into_iter().filter(|(_, entry)| !entry.is_null());
            Value::Object(
                entries
                    .map(|(key, entry)| (key, incoming(model, *value, entry)))
                    .collect(),
            )
        }
        (Kind::Timestamp { format: Some(_) }, Value::String(date)) => moment(date),
        (_, value) => value,
    }
}

/// What goes out as `value` for the shape: modelled members only, nothing null, times as modelled.
pub(super) fn outgoing(model: &Model, shape: ShapeId, value: Value) -> Value {
    match (&model.shape(shape).kind, value) {
        (Kind::Structure(structure), Value::Object(mut given)) => {
            let mut object = Map::new();
            for member in &structure.members {
                match given.get_mut(member.name).map(Value::take) {
                    None | Some(Value::Null) => {}
                    Some(value) => {
                        let value = outgoing(model, member.shape, value);
                        object.insert(member.wire().to_owned(), value);
                    }
                }
            }
            let shape = model.shape(shape).name;
            debug_assert!(
                given.values().all(Value::is_null),
                "{shape} has no {given:?}"
            );
            Value::Object(object)
        }
        (Kind::List { of, .. }, Value::Array(items)) => Value::Array(
            items
                .into_iter()
                .map(|item| outgoing(model, *of, item))
                .collect(),
        ),
        (Kind::Map { value, .. }, Value::Object(entries)) => {
            let entries = entries.into_iter().filter(|(_, entry)| !entry.is_null());
            Value::Object(
                entries
                    .map(|(key, entry)| (key, outgoing(model, *value, entry)))
                    .collect(),
            )
        }
        (
            Kind::Timestamp {
                format: Some(format @ (Format::Iso8601 | Format::Rfc822)),
            },
            Value::Number(seconds),
        ) => seconds
            .as_f64()
            .and_then(|seconds| format.text(seconds))
            .map_or(Value::Null, Value::String),
        (_, value) => value,
    }
}

/// A value that came as text, in a path, query, header or form. Text that is not of the shape's
/// type stays text, for validation to refuse.
pub(super) fn scalar(model: &Model, shape: ShapeId, text: &str) -> Value {
    let kept = || Value::String(text.to_owned());
    match &model.shape(shape).kind {
        Kind::Boolean => text.parse::<bool>().map_or_else(|_| kept(), Value::Bool),
        Kind::Whole { .. } => text.parse::<i64>().map_or_else(|_| kept(), Value::from),
        Kind::Real { .. } => text.parse::<f64>().map_or_else(|_| kept(), Value::from),
        Kind::Timestamp { .. } => moment(text.to_owned()),
        _ => kept(),
    }
}

/// Epoch seconds of a date; a date that cannot be read stays as it is.
fn moment(date: String) -> Value {
    time::epoch_seconds(&date)
        .and_then(Number::from_f64)
        .map_or(Value::String(date), Value::Number)
}
