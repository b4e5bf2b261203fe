//! restJson1: the operation is a method and a path, the body one JSON object.

use bytes::Bytes;
use http::{Request, Response};
use serde_json::{Map, Value};

use super::{Routed, binding, body_json, document, json_response, payload, percent};
use crate::{
    error::AwsError,
    model::{Model, Operation, Place},
};

/// Path, query, headers and body of `request` as one object.
pub(super) fn input(routed: &Routed, request: &Request<Bytes>) -> Result<Value, AwsError> {
    let mut object = Map::new();
    let query = percent::pairs(request.uri().query().unwrap_or_default());
    let mut body = body(routed, request)?;
    for member in routed.model.members(routed.operation.input) {
        let value = match member.place {
            Place::Body(_) => body.get_mut(member.name).map(Value::take),
            _ => binding::given(routed, request, &query, member),
        };
        if let Some(value) = value {
            object.insert(member.name.to_owned(), value);
        }
    }
    Ok(Value::Object(object))
}

/// The answer that `output` is.
pub(super) fn answer(model: &Model, operation: &Operation, output: Value) -> Response<Bytes> {
    let (Some(shape), Value::Object(mut object)) = (operation.output, output) else {
        return json_response(operation.status, &Value::Object(Map::new()));
    };
    let start = binding::start(model, operation, &mut object);
    let mut response = match binding::payload(model, shape) {
        None => {
            let body = document::outgoing(model, shape, Value::Object(object));
            json_response(start.status, &body)
        }
        Some(member) => {
            let value = object.shift_remove(member.name);
            if payload::is_raw(model, member.shape) {
                raw_response(start.status, payload::outgoing(model, member.shape, value))
            } else {
                let value = value.unwrap_or_else(|| Value::Object(Map::new()));
                let body = document::outgoing(model, member.shape, value);
                json_response(start.status, &body)
            }
        }
    };
    response.headers_mut().extend(start.headers);
    response
}

fn raw_response(status: u16, body: Bytes) -> Response<Bytes> {
    let mut response = json_response(status, &Value::Null);
    *response.body_mut() = body;
    response
}

fn body(routed: &Routed, request: &Request<Bytes>) -> Result<Value, AwsError> {
    let model = routed.model;
    let Some(shape) = routed.operation.input else {
        return Ok(Value::Null);
    };
    let Some(member) = binding::payload(model, shape) else {
        return Ok(document::incoming(model, shape, body_json(request)?));
    };
    let value = if payload::is_raw(model, member.shape) {
        payload::incoming(model, member.shape, request.body())
    } else {
        document::incoming(model, member.shape, body_json(request)?)
    };
    let name = member.name.to_owned();
    Ok(Value::Object(Map::from_iter([(name, value)])))
}
