//! awsQuery: the input is a form, the output XML.

use std::fmt::Write as _;

use bytes::Bytes;
use http::{Request, Response, header::CONTENT_TYPE};
use serde_json::{Map, Value};

use super::{
    Routed, document, percent,
    xml::{element, quoted},
};
use crate::{
    error::AwsError,
    model::{Kind, Model, Operation, ShapeId},
};

/// The value of `name` in the form, or in the query string.
pub(super) fn field(request: &Request<Bytes>, name: &str) -> Option<String> {
    form(request)
        .into_iter()
        .find(|(key, _)| key == name)
        .map(|(_, value)| value)
}

/// The form of `request` by member names.
pub(super) fn input(routed: &Routed, request: &Request<Bytes>) -> Value {
    let form = form(request);
    routed
        .operation
        .input
        .and_then(|shape| read(routed.model, shape, "", &form))
        .unwrap_or_else(|| Value::Object(Map::new()))
}

/// The answer that `output` is.
pub(super) fn answer(
    model: &Model,
    operation: &Operation,
    output: &Value,
    request_id: &str,
) -> Response<Bytes> {
    let name = operation.name;
    let mut xml = format!(
        "<{name}Response xmlns=\"{}\">",
        model.namespace.unwrap_or_default()
    );
    if let Some(shape) = operation.output {
        element(&mut xml, model, shape, &format!("{name}Result"), output);
    }
    let _ = write!(
        xml,
        "<ResponseMetadata><RequestId>{request_id}</RequestId></ResponseMetadata></{name}Response>"
    );
    xml_response(operation.status, xml)
}

/// The answer that `error` is, under `status`.
pub(super) fn refusal(
    model: &Model,
    status: u16,
    error: &AwsError,
    request_id: &str,
) -> Response<Bytes> {
    let kind = if status >= 500 { "Receiver" } else { "Sender" };
    let xml = format!(
        "<ErrorResponse xmlns=\"{}\"><Error><Type>{kind}</Type><Code>{}</Code>\
         <Message>{}</Message></Error><RequestId>{request_id}</RequestId></ErrorResponse>",
        model.namespace.unwrap_or_default(),
        quoted(&error.code),
        quoted(&error.message),
    );
    xml_response(status, xml)
}

type Form = Vec<(String, String)>;

fn form(request: &Request<Bytes>) -> Form {
    let mut form = percent::pairs(&String::from_utf8_lossy(request.body()));
    form.extend(percent::pairs(request.uri().query().unwrap_or_default()));
    form
}

/// The value of the shape under `prefix`, if the form holds any of it.
fn read(model: &Model, shape: ShapeId, prefix: &str, form: &Form) -> Option<Value> {
    match &model.shape(shape).kind {
        Kind::Structure(structure) => {
            let member = |member: &crate::model::Member| {
                let value = read(model, member.shape, &joined(prefix, member.wire()), form)?;
                Some((member.name.to_owned(), value))
            };
            let object: Map<_, _> = structure.members.iter().filter_map(member).collect();
            (prefix.is_empty() || !object.is_empty()).then_some(Value::Object(object))
        }
        Kind::List {
            of,
            flattened,
            item,
            ..
        } => {
            let base = if *flattened {
                prefix.to_owned()
            } else {
                joined(prefix, item)
            };
            let items: Vec<Value> = numbered(&base)
                .map_while(|prefix| read(model, *of, &prefix, form))
                .collect();
            (!items.is_empty()).then_some(Value::Array(items))
        }
        Kind::Map {
            value,
            flattened,
            names,
            ..
        } => {
            let base = if *flattened {
                prefix.to_owned()
            } else {
                joined(prefix, "entry")
            };
            let entry = |prefix: String| {
                let key = text(form, &joined(&prefix, names.0))?.to_owned();
                Some((key, read(model, *value, &joined(&prefix, names.1), form)?))
            };
            let entries: Map<_, _> = numbered(&base).map_while(entry).collect();
            (!entries.is_empty()).then_some(Value::Object(entries))
        }
        _ => text(form, prefix).map(|text| document::scalar(model, shape, text)),
    }
}

fn text<'f>(form: &'f Form, name: &str) -> Option<&'f str> {
    form.iter()
        .find(|(key, _)| key == name)
        .map(|(_, value)| value.as_str())
}

fn numbered(prefix: &str) -> impl Iterator<Item = String> {
    (1..).map(move |number: u32| joined(prefix, &number.to_string()))
}

fn joined(prefix: &str, name: &str) -> String {
    if prefix.is_empty() {
        name.to_owned()
    } else {
        format!("{prefix}.{name}")
    }
}

fn xml_response(status: u16, xml: String) -> Response<Bytes> {
    Response::builder()
        .status(status)
        .header(CONTENT_TYPE, "text/xml")
        .body(Bytes::from(xml))
        .expect("modelled statuses are valid")
}
