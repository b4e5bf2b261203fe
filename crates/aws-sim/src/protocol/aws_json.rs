//! awsJson 1.0 and 1.1: the operation is a header, input and output are one JSON object each.

use bytes::Bytes;
use http::{Request, Response};
use serde_json::{Map, Value};

use super::{Routed, body_json, document, json_response};
use crate::{
    error::AwsError,
    model::{Model, Operation},
};

/// The operation that `X-Amz-Target` names, without the prefix of the service.
pub(super) fn operation(request: &Request<Bytes>) -> Option<(&str, &str)> {
    request
        .headers()
        .get("x-amz-target")?
        .to_str()
        .ok()?
        .rsplit_once('.')
}

/// The body of `request` by member names.
pub(super) fn input(routed: &Routed, request: &Request<Bytes>) -> Result<Value, AwsError> {
    let body = body_json(request)?;
    Ok(routed.operation.input.map_or(Value::Null, |shape| {
        document::incoming(routed.model, shape, body)
    }))
}

/// The answer that `output` is.
pub(super) fn answer(model: &Model, operation: &Operation, output: Value) -> Response<Bytes> {
    let body = match operation.output {
        Some(shape) if output.is_object() => document::outgoing(model, shape, output),
        _ => Value::Object(Map::new()),
    };
    json_response(operation.status, &body)
}
