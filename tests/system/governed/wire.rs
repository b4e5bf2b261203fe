//! What people do to an account, as requests.

use std::{fmt::Write as _, time::Duration};

use serde_json::Value;
use system_tests::Desk;

/// Services that speak JSON: the name, that in requests, and the version of the protocol.
const TARGETS: &[(&str, &str)] = &[
    ("budgets", "AWSBudgetServiceGateway"),
    ("ce", "AWSInsightsIndexService"),
    (
        "cloudtrail",
        "com.amazonaws.cloudtrail.v20131101.CloudTrail_20131101",
    ),
    ("firehose", "Firehose_20150804"),
    ("kinesis", "Kinesis_20131202"),
    ("kms", "TrentService"),
    ("logs", "Logs_20140328"),
];

/// An operation of a service that speaks JSON, and its answer.
pub(super) async fn json(desk: &Desk, service: &str, operation: &str, body: Value) -> Value {
    let (_, target) = TARGETS.iter().find(|it| it.0 == service).unwrap();
    let request = http::Request::post("/")
        .header("content-type", "application/x-amz-json-1.1")
        .header("x-amz-target", format!("{target}.{operation}"));
    read(&desk.send(request, service, body.to_string()).await)
}

/// A request to Amazon Connect, and its answer.
pub(super) async fn connect(desk: &Desk, method: &str, path: &str, body: Value) -> Value {
    connect_in(desk, "eu-west-2", method, path, body).await
}

/// The same in another Region.
pub(super) async fn connect_in(
    desk: &Desk,
    region: &str,
    method: &str,
    path: &str,
    body: Value,
) -> Value {
    let request = http::Request::builder().method(method).uri(path);
    let body = if body.is_null() {
        String::new()
    } else {
        body.to_string()
    };
    read(&desk.send_in(region, request, "connect", body).await)
}

/// A request to S3.
pub(super) async fn s3(desk: &Desk, method: &str, path: &str, body: &str) {
    s3_in(desk, "eu-west-2", method, path, body).await;
}

/// The same in another Region.
pub(super) async fn s3_in(desk: &Desk, region: &str, method: &str, path: &str, body: &str) {
    let request = http::Request::builder().method(method).uri(path);
    desk.send_in(region, request, "s3", body.to_owned()).await;
}

/// An operation of a service that speaks the query protocol.
pub(super) async fn query(desk: &Desk, service: &str, operation: &str, members: &[(&str, &str)]) {
    let version = if service == "iam" {
        "2010-05-08"
    } else {
        "2010-03-31"
    };
    let mut form = format!("Action={operation}&Version={version}");
    for (name, value) in members {
        write!(form, "&{name}={}", encoded(value)).unwrap();
    }
    desk.ask("111111111111", service, &form).await;
}

/// Days that go by.
pub(super) async fn days(number: u64) {
    tokio::time::advance(Duration::from_hours(24 * number)).await;
}

fn encoded(text: &str) -> String {
    let letter = |byte: u8| match byte {
        b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'_' | b'.' => {
            char::from(byte).to_string()
        }
        byte => format!("%{byte:02X}"),
    };
    text.bytes().map(letter).collect()
}

fn read(answer: &[u8]) -> Value {
    if answer.is_empty() {
        return Value::Null;
    }
    serde_json::from_slice(answer).unwrap()
}
