//! An HTTP client that plays a script: every request is kept, the answers are given in order.

use std::{
    collections::VecDeque,
    fmt::Write,
    io,
    sync::{Arc, Mutex},
};

use aws_smithy_runtime_api::client::{
    http::{
        HttpClient, HttpConnector, HttpConnectorFuture, HttpConnectorSettings, SharedHttpConnector,
    },
    orchestrator::{HttpRequest, HttpResponse},
    result::ConnectorError,
    runtime_components::RuntimeComponents,
};
use aws_smithy_types::body::SdkBody;
use serde_json::Value;

/// What becomes of one request.
#[derive(Clone, Debug)]
pub(crate) enum Answer {
    /// Status, error code if any, body.
    Reply(u16, Option<&'static str>, String),
    /// The line is cut.
    Cut,
    /// Nothing comes.
    Silence,
}

/// The script; without an answer left it gives an empty object. Clones share it.
#[derive(Clone, Debug, Default)]
pub(crate) struct Script {
    answers: Arc<Mutex<VecDeque<Answer>>>,
    requests: Arc<Mutex<Vec<String>>>,
}

// === impl Answer ===

impl Answer {
    pub(crate) fn ok(body: &Value) -> Self {
        Self::Reply(200, None, body.to_string())
    }

    pub(crate) fn error(status: u16, code: &'static str, body: &Value) -> Self {
        Self::Reply(status, Some(code), body.to_string())
    }
}

// === impl Script ===

impl Script {
    pub(crate) fn of(answers: impl IntoIterator<Item = Answer>) -> Self {
        let script = Self::default();
        script.answers.lock().unwrap().extend(answers);
        script
    }

    /// What was sent since the last look: a line with method and path, then the body.
    pub(crate) fn requests(&self) -> Vec<String> {
        std::mem::take(&mut *self.requests.lock().unwrap())
    }
}

impl HttpClient for Script {
    fn http_connector(
        &self,
        _: &HttpConnectorSettings,
        _: &RuntimeComponents,
    ) -> SharedHttpConnector {
        SharedHttpConnector::new(self.clone())
    }
}

impl HttpConnector for Script {
    fn call(&self, request: HttpRequest) -> HttpConnectorFuture {
        self.requests.lock().unwrap().push(written(&request));
        let answer = self.answers.lock().unwrap().pop_front();
        match answer.unwrap_or_else(|| otherwise(&request)) {
            Answer::Reply(status, code, body) => {
                HttpConnectorFuture::ready(Ok(response(status, code, body)))
            }
            Answer::Cut => cut(),
            Answer::Silence => HttpConnectorFuture::new(std::future::pending()),
        }
    }
}

/// An empty object; of what a bucket is told, that it was never told. A request that reads before it
/// writes needs an answer to go on.
fn otherwise(request: &HttpRequest) -> Answer {
    let unset = [
        ("?lifecycle", "NoSuchLifecycleConfiguration"),
        ("?tagging", "NoSuchTagSet"),
    ];
    let asked = unset
        .iter()
        .find(|(query, _)| request.method() == "GET" && request.uri().contains(query));
    match asked {
        Some((_, code)) => {
            let body = format!("<Error><Code>{code}</Code></Error>");
            Answer::Reply(404, None, body)
        }
        None => Answer::ok(&Value::Object(serde_json::Map::new())),
    }
}

fn response(status: u16, code: Option<&'static str>, body: String) -> HttpResponse {
    let mut response = HttpResponse::new(status.try_into().unwrap(), SdkBody::from(body));
    let headers = response.headers_mut();
    headers.insert("x-amzn-requestid", "request-1");
    if let Some(code) = code {
        headers.insert("x-amzn-errortype", code);
    }
    response
}

fn cut() -> HttpConnectorFuture {
    let cause = io::Error::from(io::ErrorKind::ConnectionReset);
    HttpConnectorFuture::ready(Err(ConnectorError::io(Box::new(cause))))
}

/// Method, path and body; of an awsJson request also the operation.
fn written(request: &HttpRequest) -> String {
    let uri = request.uri();
    let path = uri.find("amazonaws.com").map_or(uri, |at| &uri[at + 13..]);
    let mut text = format!("{} {path}", request.method());
    if let Some(target) = request.headers().get("x-amz-target") {
        write!(text, " {target}").unwrap();
    }
    let body = request.body().bytes().unwrap_or_default();
    if let Ok(body) = serde_json::from_slice::<Value>(body) {
        write!(text, "\n{:#}", sorted(body)).unwrap();
    } else if !body.is_empty() {
        // XML, or a form.
        write!(text, "\n{}", String::from_utf8_lossy(body)).unwrap();
    }
    text
}

/// Members in the order of their names: tags travel in any order.
fn sorted(value: Value) -> Value {
    match value {
        Value::Object(members) => {
            let mut members: Vec<_> = members.into_iter().collect();
            members.sort_by(|(one, _), (other, _)| one.cmp(other));
            let sorted = members
                .into_iter()
                .map(|(name, value)| (name, sorted(value)));
            Value::Object(sorted.collect())
        }
        Value::Array(items) => items.into_iter().map(sorted).collect(),
        value => value,
    }
}
