//! Elements by the shapes that they have.

use serde_json::{Map, Value};

use super::Element;
use crate::{
    model::{Kind, Member, Model, Place, ShapeId},
    protocol::document,
};

/// What `element` says for the shape: known members only.
pub(crate) fn value(model: &Model, shape: ShapeId, element: &Element) -> Value {
    match &model.shape(shape).kind {
        Kind::Structure(structure) => {
            let given = |of: &Member| Some((of.name.to_owned(), member(model, of, element)?));
            Value::Object(structure.members.iter().filter_map(given).collect())
        }
        Kind::List { of, .. } => {
            let items = element.children.iter();
            Value::Array(items.map(|item| value(model, *of, item)).collect())
        }
        Kind::Map { .. } => entries(model, shape, element.children.iter()),
        Kind::Text { .. } => Value::String(element.text.clone()),
        _ => document::scalar(model, shape, element.text.trim()),
    }
}

/// The value of a member of the structure that `element` is.
fn member(model: &Model, member: &Member, element: &Element) -> Option<Value> {
    let wire = match member.place {
        Place::Body(wire) => wire,
        Place::Attribute(name) => {
            let text = element.attribute(name)?;
            return Some(document::scalar(model, member.shape, text));
        }
        _ => return None,
    };
    let mut named = element
        .children
        .iter()
        .filter(|child| child.name == wire)
        .peekable();
    let first = named.peek()?;
    match &model.shape(member.shape).kind {
        Kind::List { of, flattened, .. } if *flattened || member.flattened => {
            Some(named.map(|item| value(model, *of, item)).collect())
        }
        Kind::Map { flattened, .. } if *flattened || member.flattened => {
            Some(entries(model, member.shape, named))
        }
        _ => Some(value(model, member.shape, first)),
    }
}

fn entries<'e>(
    model: &Model,
    shape: ShapeId,
    elements: impl Iterator<Item = &'e Element>,
) -> Value {
    let Kind::Map {
        value: of, names, ..
    } = &model.shape(shape).kind
    else {
        return Value::Null;
    };
    let entry = |element: &Element| {
        let part = |name: &str| element.children.iter().find(|child| child.name == name);
        let key = part(names.0)?.text.clone();
        Some((key, value(model, *of, part(names.1)?)))
    };
    Value::Object(elements.filter_map(entry).collect::<Map<_, _>>())
}
