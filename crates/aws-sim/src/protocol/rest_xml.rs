//! restXml, as S3 speaks it: the operation is a method, a path and keys of the query string; the
//! body is XML, or bytes as they are.

use std::fmt::Write as _;

use bytes::Bytes;
use http::{
    HeaderValue, Method, Request, Response, StatusCode,
    header::{CONTENT_RANGE, CONTENT_TYPE},
};
use serde_json::{Map, Value};

use super::{
    Routed, aws_chunked, binding, payload, percent,
    xml::{self, Element, quoted},
};
use crate::{
    error::AwsError,
    model::{Kind, Model, Operation, Place, ShapeId},
};

const XML: HeaderValue = HeaderValue::from_static("application/xml");
const DECLARATION: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n";

/// Path, query, headers and body of `request` as one object.
pub(super) fn input(routed: &Routed, request: &Request<Bytes>) -> Result<Value, AwsError> {
    let Some(shape) = routed.operation.input else {
        return Ok(Value::Null);
    };
    let joined = aws_chunked::joined(request)?;
    let request = joined.as_ref().unwrap_or(request);
    let query = percent::pairs(request.uri().query().unwrap_or_default());
    let mut object = body(routed.model, shape, request.body())?;
    for member in routed.model.members(Some(shape)) {
        if let Some(value) = binding::given(routed, request, &query, member) {
            object.insert(member.name.to_owned(), value);
        }
    }
    Ok(Value::Object(object))
}

/// The answer that `output` is.
pub(super) fn answer(model: &Model, operation: &Operation, output: Value) -> Response<Bytes> {
    let mut object = match output {
        Value::Object(object) => object,
        _ => Map::new(),
    };
    let start = binding::start(model, operation, &mut object);
    let (body, content) = match operation.output {
        Some(shape) if operation.method != Method::HEAD => content(model, operation, shape, object),
        _ => (Bytes::new(), None),
    };
    let mut response = Response::new(body);
    *response.status_mut() =
        StatusCode::from_u16(start.status).expect("modelled statuses are valid");
    if let Some(content) = content {
        response.headers_mut().insert(CONTENT_TYPE, content);
    }
    response.headers_mut().extend(start.headers);
    // The models have no status for the answer that is a part of the whole.
    if response.headers().contains_key(CONTENT_RANGE) {
        *response.status_mut() = StatusCode::PARTIAL_CONTENT;
    }
    response
}

/// The answer that `error` is, under `status`. Where there can be no body, the status says it all.
pub(super) fn refusal(
    operation: Option<&Operation>,
    status: u16,
    error: &AwsError,
    request_id: &str,
) -> Response<Bytes> {
    let silent = operation.is_some_and(|of| of.method == Method::HEAD) || status == 304;
    let body = if silent {
        String::new()
    } else {
        error_document(error, request_id)
    };
    Response::builder()
        .status(status)
        .header(CONTENT_TYPE, XML)
        .body(Bytes::from(body))
        .expect("statuses of errors are valid")
}

fn error_document(error: &AwsError, request_id: &str) -> String {
    let mut xml = format!(
        "{DECLARATION}<Error><Code>{}</Code><Message>{}</Message>",
        quoted(&error.code),
        quoted(&error.message),
    );
    for (name, value) in &error.members {
        let text = value.as_str().map_or_else(|| value.to_string(), quoted);
        let _ = write!(xml, "<{name}>{text}</{name}>");
    }
    let _ = write!(
        xml,
        "<RequestId>{request_id}</RequestId><HostId>{request_id}</HostId></Error>"
    );
    xml
}

/// The members that the body holds.
fn body(model: &Model, shape: ShapeId, body: &Bytes) -> Result<Map<String, Value>, AwsError> {
    let payload = binding::payload(model, shape);
    if let Some(member) = payload.filter(|member| payload::is_raw(model, member.shape)) {
        let value = payload::incoming(model, member.shape, body);
        return Ok(Map::from_iter([(member.name.to_owned(), value)]));
    }
    // Not every body is meant for the operation: some clients send one with a GET.
    let wanted = payload.is_some() || has_body(model, shape);
    if body.is_empty() || !wanted {
        return Ok(Map::new());
    }
    let root = Element::parse(body).ok_or_else(malformed)?;
    if let Some(member) = payload {
        let value = xml::value(model, member.shape, &root);
        return Ok(Map::from_iter([(member.name.to_owned(), value)]));
    }
    match xml::value(model, shape, &root) {
        Value::Object(object) => Ok(object),
        _ => Ok(Map::new()),
    }
}

/// Body and content type.
fn content(
    model: &Model,
    operation: &Operation,
    shape: ShapeId,
    mut object: Map<String, Value>,
) -> (Bytes, Option<HeaderValue>) {
    let Some(member) = binding::payload(model, shape) else {
        return if has_body(model, shape) {
            (document(model, operation, shape, object), Some(XML))
        } else {
            (Bytes::new(), None)
        };
    };
    let value = object.shift_remove(member.name);
    if !payload::is_raw(model, member.shape) {
        let value = value.unwrap_or(Value::Null);
        let mut xml = String::from(DECLARATION);
        let root = (member.wire(), model.namespace);
        xml::rooted(&mut xml, model, member.shape, root, &value);
        return (xml.into(), Some(XML));
    }
    let content = match &model.shape(member.shape).kind {
        Kind::Blob { .. } => HeaderValue::from_static("binary/octet-stream"),
        // The one payload of text is a policy.
        _ => HeaderValue::from_static("application/json"),
    };
    (payload::outgoing(model, member.shape, value), Some(content))
}

/// The document of an answer without a payload member. A root that is named like its only member is
/// that member: S3 answers `<LocationConstraint>eu-west-2</LocationConstraint>`, and no more.
fn document(
    model: &Model,
    operation: &Operation,
    shape: ShapeId,
    object: Map<String, Value>,
) -> Bytes {
    let root = operation.root.unwrap_or_else(|| model.shape(shape).name);
    let mut xml = String::from(DECLARATION);
    let name = (root, model.namespace);
    match model.members(Some(shape)) {
        [only] if only.wire() == root => {
            let value = object.get(only.name).unwrap_or(&Value::Null);
            xml::rooted(&mut xml, model, only.shape, name, value);
        }
        _ => xml::rooted(&mut xml, model, shape, name, &Value::Object(object)),
    }
    xml.into()
}

/// Whether a structure has members that stand in the body.
fn has_body(model: &Model, shape: ShapeId) -> bool {
    let mut members = model.members(Some(shape)).iter();
    members.any(|member| matches!(member.place, Place::Body(_)))
}

fn malformed() -> AwsError {
    AwsError::new(
        "MalformedXML",
        "The XML you provided was not well-formed or did not validate against our published schema.",
    )
}
