//! restJson1: the operation is a method and a path, the body one JSON object.

use bytes::Bytes;
use http::{HeaderMap, Request, Response};
use serde_json::{Map, Value};

use super::{Routed, body_json, document, json_response, percent};
use crate::{
    error::AwsError,
    model::{Kind, Member, Model, Operation, Place},
};

/// Path, query, headers and body of `request` as one object.
pub(super) fn input(routed: &Routed, request: &Request<Bytes>) -> Result<Value, AwsError> {
    let model = routed.model;
    let mut object = Map::new();
    let query = percent::pairs(request.uri().query().unwrap_or_default());
    let body = body(routed, request)?;
    for member in model.members(routed.operation.input) {
        let value = match member.place {
            Place::Uri(name) => label(routed, member, name),
            Place::Query(name) => in_query(model, member, name, &query),
            Place::Header(name) => in_header(model, member, name, request.headers()),
            Place::Headers(prefix) => Some(with_prefix(prefix, request.headers())),
            Place::Body(_) => body.get(member.name).cloned(),
            Place::Status | Place::Attribute(_) => None,
        };
        if let Some(value) = value {
            object.insert(member.name.to_owned(), value);
        }
    }
    Ok(Value::Object(object))
}

/// The answer that `output` is.
pub(super) fn answer(model: &Model, operation: &Operation, output: Value) -> Response<Bytes> {
    let nothing = || json_response(operation.status, &Value::Object(Map::new()));
    let Some(shape) = operation.output else {
        return nothing();
    };
    let Value::Object(mut object) = document::outgoing(model, shape, output) else {
        return nothing();
    };
    let mut status = operation.status;
    let mut headers = HeaderMap::new();
    for member in model.members(Some(shape)) {
        match member.place {
            Place::Status => {
                let given = object
                    .shift_remove(member.wire())
                    .and_then(|value| value.as_u64());
                status = given
                    .and_then(|given| u16::try_from(given).ok())
                    .unwrap_or(status);
            }
            Place::Header(name) => {
                let given = object.shift_remove(name).map(plain);
                if let Some(value) = given.and_then(|text| text.parse().ok()) {
                    headers.insert(name, value);
                }
            }
            _ => {}
        }
    }
    let payload = model
        .structure(shape)
        .and_then(|structure| structure.payload);
    let mut response = match payload.map(|payload| object.shift_remove(payload)) {
        None => json_response(status, &Value::Object(object)),
        Some(Some(Value::String(raw))) => raw_response(status, raw),
        Some(body) => json_response(status, &body.unwrap_or_default()),
    };
    response.headers_mut().extend(headers);
    response
}

fn raw_response(status: u16, body: String) -> Response<Bytes> {
    let mut response = json_response(status, &Value::Null);
    *response.body_mut() = Bytes::from(body);
    response
}

fn body(routed: &Routed, request: &Request<Bytes>) -> Result<Value, AwsError> {
    let Some(shape) = routed.operation.input else {
        return Ok(Value::Null);
    };
    let payload = routed
        .model
        .structure(shape)
        .and_then(|structure| structure.payload);
    let Some(payload) = payload else {
        return Ok(document::incoming(routed.model, shape, body_json(request)?));
    };
    let member = routed
        .model
        .members(Some(shape))
        .iter()
        .find(|member| member.name == payload);
    let member = member.expect("a payload is a member");
    let is_blob = matches!(routed.model.shape(member.shape).kind, Kind::Blob { .. });
    let value = if is_blob {
        Value::String(String::from_utf8_lossy(request.body()).into_owned())
    } else {
        document::incoming(routed.model, member.shape, body_json(request)?)
    };
    Ok(Value::Object(Map::from_iter([(payload.to_owned(), value)])))
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
    Some(document::scalar(model, member.shape, text))
}

fn with_prefix(prefix: &str, headers: &HeaderMap) -> Value {
    let entry = |(name, value): (&http::HeaderName, &http::HeaderValue)| {
        let key = name
            .as_str()
            .strip_prefix(&prefix.to_ascii_lowercase())?
            .to_owned();
        Some((key, Value::String(value.to_str().ok()?.to_owned())))
    };
    Value::Object(headers.iter().filter_map(entry).collect())
}

fn plain(value: Value) -> String {
    match value {
        Value::String(text) => text,
        other => other.to_string(),
    }
}
