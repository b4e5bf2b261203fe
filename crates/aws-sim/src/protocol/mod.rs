//! From HTTP to one JSON object by member names, and back.
//!
//! One file each protocol. A further one is a variant of [`Protocol`], a file beside these, and an
//! arm in each `match` here.

mod aws_chunked;
mod aws_json;
mod aws_query;
mod binding;
mod document;
mod payload;
pub(crate) mod percent;
mod query_codes;
mod rest_json;
mod rest_xml;
mod route;
pub(crate) mod scope;
mod virtual_host;
mod xml;

use bytes::Bytes;
use http::{Request, Response, header::CONTENT_TYPE};
use serde_json::{Map, Value};

use self::scope::Scope;
use crate::{
    error::AwsError,
    model::{self, Fault, HEADS, Head, Model, Operation, Protocol, ShapeId},
};

/// A request whose operation is known.
#[derive(Debug, Clone)]
pub(crate) struct Routed {
    pub(crate) model: &'static Model,
    pub(crate) operation: &'static Operation,
    /// What the path held, by label.
    labels: Vec<(&'static str, String)>,
}

/// The operation that `request` means, or the refusal. The service is known from the credential
/// scope; failing that, from the target header, a form's version, or the host.
pub(crate) fn route(request: &Request<Bytes>, scope: Option<&Scope>) -> Result<Routed, Refusal> {
    let models = candidates(request, scope)?;
    let model = models.first().copied();
    models
        .into_iter()
        .find_map(|model| route_in(model, request))
        .ok_or_else(|| unknown(model))
}

/// A request that reached no operation.
#[derive(Debug)]
pub(crate) struct Refusal {
    pub(crate) model: Option<&'static Model>,
    pub(crate) error: AwsError,
}

/// What `request` asks, by member names.
pub(crate) fn input(routed: &Routed, request: &Request<Bytes>) -> Result<Value, AwsError> {
    match routed.model.protocol {
        Protocol::RestJson1 => rest_json::input(routed, request),
        Protocol::RestXml => rest_xml::input(routed, request),
        Protocol::AwsJson10 | Protocol::AwsJson11 => aws_json::input(routed, request),
        Protocol::AwsQuery => Ok(aws_query::input(routed, request)),
    }
}

/// `output`, by member names, on the wire.
pub(crate) fn answer(routed: &Routed, output: Value, request_id: &str) -> Response<Bytes> {
    let Routed {
        model, operation, ..
    } = routed;
    let mut response = match model.protocol {
        Protocol::RestJson1 => rest_json::answer(model, operation, output),
        Protocol::RestXml => rest_xml::answer(model, operation, output),
        Protocol::AwsJson10 | Protocol::AwsJson11 => aws_json::answer(model, operation, output),
        Protocol::AwsQuery => aws_query::answer(model, operation, &output, request_id),
    };
    sign_off(&mut response, model.protocol, request_id);
    response
}

/// `error` on the wire, in the form of the service if there is one.
pub(crate) fn refusal(
    model: Option<&Model>,
    operation: Option<&Operation>,
    error: &AwsError,
    request_id: &str,
) -> Response<Bytes> {
    let status = status(model, operation, error);
    let protocol = model.map_or(Protocol::RestJson1, |model| model.protocol);
    let mut response = match (model, protocol) {
        (Some(model), Protocol::AwsQuery) => aws_query::refusal(model, status, error, request_id),
        (_, Protocol::RestXml) => rest_xml::refusal(operation, status, error, request_id),
        _ => json_refusal(model, operation, protocol, status, error),
    };
    for (name, value) in &error.headers {
        if let Ok(value) = value.parse() {
            response.headers_mut().insert(*name, value);
        }
    }
    sign_off(&mut response, protocol, request_id);
    response
}

/// The HTTP status of `error`: its own, the modelled one, or what the code is known for.
pub(crate) fn status(
    model: Option<&Model>,
    operation: Option<&Operation>,
    error: &AwsError,
) -> u16 {
    let modelled = || modelled(model?, operation, &error.code).map(|(_, fault)| fault.status);
    error
        .status
        .or_else(modelled)
        .unwrap_or(match &*error.code {
            "AccessDeniedException" | "ExpiredTokenException" => 403,
            "InternalFailure" | "InternalServiceException" => 500,
            _ => 400,
        })
}

fn modelled(model: &Model, operation: Option<&Operation>, code: &str) -> Option<(ShapeId, Fault)> {
    let listed = operation.map_or(&[][..], |operation| &operation.errors);
    let elsewhere = model
        .operations
        .iter()
        .flat_map(|operation| &operation.errors);
    listed.iter().chain(elsewhere).find_map(|id| {
        model
            .fault(*id)
            .filter(|fault| fault.code == code)
            .map(|f| (*id, f))
    })
}

fn json_refusal(
    model: Option<&Model>,
    operation: Option<&Operation>,
    protocol: Protocol,
    status: u16,
    error: &AwsError,
) -> Response<Bytes> {
    let shape = model.and_then(|model| Some((model, modelled(model, operation, &error.code)?.0)));
    let members = shape.map_or(&[][..], |(model, shape)| model.members(Some(shape)));
    let message = members
        .iter()
        .map(|member| member.name)
        .find(|n| n.eq_ignore_ascii_case("message"));
    let mut body = Map::new();
    if protocol != Protocol::RestJson1 {
        body.insert("__type".to_owned(), Value::from(&*error.code));
    }
    body.insert(
        message.unwrap_or("message").to_owned(),
        Value::from(&*error.message),
    );
    if let Some((model, shape)) = shape {
        let given = error.members.iter().cloned();
        let given = given
            .map(|(name, value)| (name.to_owned(), value))
            .collect();
        let members = document::outgoing(model, shape, given);
        body.extend(members.as_object().cloned().unwrap_or_default());
    }
    let mut response = json_response(status, &Value::Object(body));
    if let Ok(code) = error.code.parse() {
        response.headers_mut().insert("x-amzn-errortype", code);
    }
    if let Some(code) = model.and_then(|model| query_codes::header(model, &error.code)) {
        response.headers_mut().insert("x-amzn-query-error", code);
    }
    response
}

/// Header lines that every answer has.
fn sign_off(response: &mut Response<Bytes>, protocol: Protocol, request_id: &str) {
    let headers = response.headers_mut();
    let names: &[&str] = match protocol {
        Protocol::RestXml => &["x-amz-request-id", "x-amz-id-2"],
        _ => &["x-amzn-requestid"],
    };
    for name in names {
        if let Ok(request_id) = request_id.parse() {
            headers.insert(*name, request_id);
        }
    }
    let content = match protocol {
        Protocol::AwsJson10 => "application/x-amz-json-1.0",
        Protocol::AwsJson11 => "application/x-amz-json-1.1",
        Protocol::RestJson1 | Protocol::RestXml | Protocol::AwsQuery => return,
    };
    headers.insert(CONTENT_TYPE, http::HeaderValue::from_static(content));
}

/// The services that `request` may be for.
fn candidates(
    request: &Request<Bytes>,
    scope: Option<&Scope>,
) -> Result<Vec<&'static Model>, Refusal> {
    let models = |fits: &dyn Fn(&Head) -> bool| -> Vec<&'static Model> {
        let heads = HEADS.iter().filter(|head| fits(head));
        heads
            .filter_map(|head| model::model(head.service))
            .collect()
    };
    if let Some(Scope { signing, .. }) = scope {
        let found = models(&|head| head.signing == signing);
        return if found.is_empty() {
            Err(not_simulated(signing))
        } else {
            Ok(found)
        };
    }
    if let Some((target, _)) = aws_json::operation(request) {
        return Ok(models(&|head| head.target == Some(target)));
    }
    if let Some(version) = aws_query::field(request, "Version") {
        let query = |head: &Head| head.protocol == Protocol::AwsQuery;
        return Ok(models(&|head| query(head) && head.version == version));
    }
    if virtual_host::bucket(request).is_some() {
        return Ok(models(&|head| head.protocol == Protocol::RestXml));
    }
    let host = virtual_host::host(request).unwrap_or_default();
    let label = host.split('.').next().unwrap_or_default();
    Ok(models(&|head| head.host == label))
}

fn unknown(model: Option<&'static Model>) -> Refusal {
    let error = match model.map(|model| model.protocol) {
        Some(Protocol::RestXml) => AwsError::new(
            "MethodNotAllowed",
            "The specified method is not allowed against this resource.",
        )
        .with_status(405),
        _ => AwsError::new("UnknownOperationException", "There is no such operation.")
            .with_status(404),
    };
    Refusal { model, error }
}

/// Operations of S3 that are signed for another service, which speaks as S3 does.
const BESIDE_S3: &[&str] = &["s3express", "s3-object-lambda", "s3-outposts"];

fn not_simulated(service: &str) -> Refusal {
    let message = format!("The service {service} is not simulated.");
    Refusal {
        model: BESIDE_S3
            .contains(&service)
            .then(|| model::model("s3"))
            .flatten(),
        error: AwsError::new("NotImplemented", message).with_status(501),
    }
}

fn route_in(model: &'static Model, request: &Request<Bytes>) -> Option<Routed> {
    let named = |name: &str| {
        let operation = model.operation(name)?;
        Some(Routed {
            model,
            operation,
            labels: Vec::new(),
        })
    };
    match model.protocol {
        Protocol::AwsJson10 | Protocol::AwsJson11 => named(aws_json::operation(request)?.1),
        Protocol::AwsQuery => named(&aws_query::field(request, "Action")?),
        Protocol::RestJson1 | Protocol::RestXml => {
            let route::Found { operation, labels } = route::find(model, request)?;
            Some(Routed {
                model,
                operation,
                labels,
            })
        }
    }
}

fn body_json(request: &Request<Bytes>) -> Result<Value, AwsError> {
    if request.body().is_empty() {
        return Ok(Value::Object(Map::new()));
    }
    match serde_json::from_slice(request.body()) {
        Ok(body @ Value::Object(_)) => Ok(body),
        Ok(_) => Err(AwsError::new(
            "SerializationException",
            "The body is not a JSON object.",
        )),
        Err(error) => Err(AwsError::new(
            "SerializationException",
            format!("The body is not JSON: {error}."),
        )),
    }
}

fn json_response(status: u16, body: &Value) -> Response<Bytes> {
    let body = if status == 204 {
        Bytes::new()
    } else {
        Bytes::from(body.to_string())
    };
    Response::builder()
        .status(status)
        .header(CONTENT_TYPE, "application/json")
        .body(body)
        .expect("modelled statuses are valid")
}
