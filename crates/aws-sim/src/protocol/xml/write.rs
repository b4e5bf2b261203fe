//! Values as elements.

use std::fmt::Write as _;

use serde_json::{Map, Value};

use crate::{
    model::{Kind, Member, Model, Place, ShapeId, Structure},
    time::Format,
};

/// Writes `value` as the element `name`. Absent members are left out.
pub(crate) fn element(xml: &mut String, model: &Model, shape: ShapeId, name: &str, value: &Value) {
    rooted(xml, model, shape, (name, None), value);
}

/// The same, as an element that begins a namespace.
pub(crate) fn rooted(
    xml: &mut String,
    model: &Model,
    shape: ShapeId,
    (name, namespace): (&str, Option<&str>),
    value: &Value,
) {
    let _ = write!(xml, "<{name}");
    if let Some(namespace) = namespace {
        let _ = write!(xml, " xmlns=\"{namespace}\"");
    }
    attributes(xml, model, shape, value);
    xml.push('>');
    content(xml, model, shape, value);
    let _ = write!(xml, "</{name}>");
}

/// `text` as it may stand in content and attributes.
fn escaped(text: &str) -> String {
    text.replace('&', "&amp;")
        .replace('<', "&lt;")
        .replace('>', "&gt;")
        .replace('"', "&quot;")
        // A parser would make an end of line of it.
        .replace('\r', "&#xD;")
}

/// `text`, which quotes what a caller sent, as it may stand in an error. Characters that XML cannot
/// hold are replaced, or no client could read the code; what AWS does with them is not known.
pub(crate) fn quoted(text: &str) -> String {
    let unfit =
        |c: char| (c < ' ' && !"\t\n\r".contains(c)) || ['\u{fffe}', '\u{ffff}'].contains(&c);
    escaped(&text.replace(unfit, "\u{fffd}"))
}

fn attributes(xml: &mut String, model: &Model, shape: ShapeId, value: &Value) {
    for member in model.members(Some(shape)) {
        let Place::Attribute(name) = member.place else {
            continue;
        };
        if let Some(Value::String(text)) = value.get(member.name) {
            // The only prefix there is.
            if name.starts_with("xsi:") {
                xml.push_str(" xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\"");
            }
            let _ = write!(xml, " {name}=\"{}\"", escaped(text));
        }
    }
}

fn content(xml: &mut String, model: &Model, shape: ShapeId, value: &Value) {
    match (&model.shape(shape).kind, value) {
        (Kind::Structure(structure), Value::Object(object)) => {
            debug_assert_eq!(stray(structure, object), None);
            for of in &structure.members {
                match object.get(of.name) {
                    None | Some(Value::Null) => {}
                    Some(value) => member(xml, model, of, value),
                }
            }
        }
        (Kind::List { of, item, .. }, Value::Array(items)) => {
            for value in items {
                element(xml, model, *of, item, value);
            }
        }
        (Kind::Map { .. }, Value::Object(entries)) => {
            for pair in entries {
                entry(xml, model, shape, "entry", pair);
            }
        }
        (Kind::Timestamp { format }, Value::Number(seconds)) => {
            let format = format.unwrap_or(Format::Iso8601);
            let text = seconds.as_f64().and_then(|seconds| format.text(seconds));
            xml.push_str(&text.unwrap_or_default());
        }
        (_, Value::Null) => {}
        (_, Value::String(text)) => xml.push_str(&escaped(text)),
        (_, other) => xml.push_str(&other.to_string()),
    }
}

/// A member that the model does not have.
fn stray<'o>(structure: &Structure, object: &'o Map<String, Value>) -> Option<&'o str> {
    let known = |name: &str| structure.members.iter().any(|member| member.name == name);
    let mut given = object.iter().filter(|(_, value)| !value.is_null());
    given
        .find(|(name, _)| !known(name))
        .map(|(name, _)| name.as_str())
}

/// Items of a flattened list or map stand side by side under the name of the member.
fn member(xml: &mut String, model: &Model, member: &Member, value: &Value) {
    let Place::Body(wire) = member.place else {
        return;
    };
    match (&model.shape(member.shape).kind, value) {
        (Kind::List { of, flattened, .. }, Value::Array(items))
            if *flattened || member.flattened =>
        {
            for item in items {
                element(xml, model, *of, wire, item);
            }
        }
        (Kind::Map { flattened, .. }, Value::Object(entries)) if *flattened || member.flattened => {
            for pair in entries {
                entry(xml, model, member.shape, wire, pair);
            }
        }
        _ => element(xml, model, member.shape, wire, value),
    }
}

fn entry(
    xml: &mut String,
    model: &Model,
    map: ShapeId,
    name: &str,
    (key, value): (&String, &Value),
) {
    let Kind::Map {
        key: key_shape,
        value: value_shape,
        names,
        ..
    } = &model.shape(map).kind
    else {
        return;
    };
    let _ = write!(xml, "<{name}>");
    element(xml, model, *key_shape, names.0, &Value::from(key.as_str()));
    element(xml, model, *value_shape, names.1, value);
    let _ = write!(xml, "</{name}>");
}
