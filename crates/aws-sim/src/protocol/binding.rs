//! What restJson1 and restXml have in common: members in the path, the query, headers and status.

use http::{HeaderMap, HeaderName, HeaderValue, Request};
use serde_json::{Map, Value};

use super::{Routed, document};
use crate::{
    model::{Kind, Member, Model, Operation, Place, ShapeId},
    time::Format,
};

/// The value of `member` in `request`, if it stands outside of the body. `query` holds the decoded
/// pairs of the query string.
pub(super) fn given<B>(
    routed: &Routed,
    request: &Request<B>,
    query: &[(String, String)],
    member: &Member,
) -> Option<Value> {
    let model = routed.model;
    match member.place {
        Place::Uri(name) => label(routed, member, name),
        Place::Query(name) => in_query(model, member, name, query),
        Place::Header(name) => in_header(model, member, name, request.headers()),
        Place::Headers(prefix) => Some(with_prefix(prefix, request.headers())),
        Place::Body(_) | Place::Attribute(_) | Place::Status => None,
    }
}

/// The member of the structure that is the whole body, if one is.
pub(super) fn payload(model: &Model, shape: ShapeId) -> Option<&Member> {
    let structure = model.structure(shape)?;
    let payload = structure.payload?;
    structure
        .members
        .iter()
        .find(|member| member.name == payload)
}

/// What an answer has before its body.
pub(super) struct Start {
    pub(super) status: u16,
    pub(super) headers: HeaderMap,
}

/// Takes what stands outside of the body out of `output`.
pub(super) fn start(
    model: &Model,
    operation: &Operation,
    output: &mut Map<String, Value>,
) -> Start {
    let mut start = Start {
        status: operation.status,
        headers: HeaderMap::new(),
    };
    for member in model.members(operation.output) {
        match member.place {
            Place::Status => {
                let given = output.shift_remove(member.name).and_then(|v| v.as_u64());
                let given = given.and_then(|given| u16::try_from(given).ok());
                start.status = given.unwrap_or(start.status);
            }
            Place::Header(name) => {
                if let Some(value) = output.shift_remove(member.name) {
                    start.put(name, text(model, member.shape, value));
                }
            }
            Place::Headers(prefix) => {
                if let Some(Value::Object(entries)) = output.shift_remove(member.name) {
                    for (name, value) in entries {
                        start.put(&format!("{prefix}{name}"), plain(value));
                    }
                }
            }
            _ => {}
        }
    }
    start
}

// === impl Start ===

impl Start {
    /// Nothing, and nothing that a header cannot hold, makes no header.
    fn put(&mut self, name: &str, value: Option<String>) {
        let name = HeaderName::try_from(name.to_ascii_lowercase());
        let value = value.map(HeaderValue::try_from);
        if let (Ok(name), Some(Ok(value))) = (name, value) {
            self.headers.insert(name, value);
        }
    }
}

fn label(routed: &Routed, member: &Member, name: &str) -> Option<Value> {
    let (_, text) = routed.labels.iter().find(|(label, _)| *label == name)?;
    Some(document::scalar(routed.model, member.shape, text))
}

fn in_query(
    model: &Model,
    member: &Member,
    name: &str,
    query: &[(String, String)],
) -> Option<Value> {
    let mut given = query
        .iter()
        .filter(|(key, _)| key == name)
        .map(|(_, value)| value)
        .peekable();
    given.peek()?;
    match &model.shape(member.shape).kind {
        Kind::List { of, .. } => Some(Value::Array(
            given
                .map(|text| document::scalar(model, *of, text))
                .collect(),
        )),
        _ => given
            .next()
            .map(|text| document::scalar(model, member.shape, text)),
    }
}

fn in_header(model: &Model, member: &Member, name: &str, headers: &HeaderMap) -> Option<Value> {
    let text = headers.get(name)?.to_str().ok()?;
    match &model.shape(member.shape).kind {
        Kind::List { of, .. } => Some(Value::Array(
            text.split(',')
                .map(|item| document::scalar(model, *of, item.trim()))
                .collect(),
        )),
        _ => Some(document::scalar(model, member.shape, text)),
    }
}

fn with_prefix(prefix: &str, headers: &HeaderMap) -> Value {
    let prefix = prefix.to_ascii_lowercase();
    let entry = |(name, value): (&HeaderName, &HeaderValue)| {
        let key = name.as_str().strip_prefix(&prefix)?.to_owned();
        Some((key, Value::String(value.to_str().ok()?.to_owned())))
    };
    Value::Object(headers.iter().filter_map(entry).collect())
}

/// A member as the text of a header; nothing for null.
fn text(model: &Model, shape: ShapeId, value: Value) -> Option<String> {
    match (&model.shape(shape).kind, value) {
        (Kind::Timestamp { format }, Value::Number(seconds)) => {
            format.unwrap_or(Format::Rfc822).text(seconds.as_f64()?)
        }
        (Kind::List { .. }, Value::Array(items)) => {
            let items: Vec<String> = items.into_iter().filter_map(plain).collect();
            Some(items.join(","))
        }
        (_, value) => plain(value),
    }
}

fn plain(value: Value) -> Option<String> {
    match value {
        Value::Null => None,
        Value::String(text) => Some(text),
        other => Some(other.to_string()),
    }
}
