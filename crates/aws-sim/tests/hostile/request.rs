//! Requests with something wrong in them: bytes, JSON, headers, paths.

use bytes::Bytes;
use http::{HeaderName, HeaderValue, Request, Uri};
use rand::{RngExt as _, rngs::StdRng, seq::IndexedRandom as _};
use serde_json::{Value, json};

use crate::published::Operation;

const METHODS: &[&str] = &["GET", "PUT", "POST", "DELETE", "HEAD", "PATCH", "FROB"];
const PATHS: &[&str] = &[
    "/",
    "//",
    "/%",
    "/%00",
    "/%ff%fe",
    "/a/../b",
    "/instance/",
    "/instance/%2F",
    "/tags/",
    "/{InstanceId}",
    "/?",
    "/?Action",
    "/?%=%",
    "/bucket/?lifecycle",
    "/..%2f..%2f",
];
const NAMES: &[&str] = &[
    "InstanceId",
    "Name",
    "Tags",
    "MaxResults",
    "NextToken",
    "Config",
    "Content",
    "__type",
    "",
    "Id",
    "Filter",
    "PolicyDocument",
    "TableName",
    "QueueUrl",
    "CatalogId",
    "RoleArn",
];
const HEADERS: &[&str] = &[
    "x-amz-target",
    "content-type",
    "content-encoding",
    "x-amz-content-sha256",
    "x-amz-decoded-content-length",
    "x-amz-date",
    "x-amz-security-token",
    "range",
    "if-match",
    "host",
    "content-md5",
    "x-amz-copy-source",
    "expect",
];
const DEEP: usize = 20_000;

/// A request for which no operation, or no operation with that input, exists.
pub(crate) fn malformed(random: &mut StdRng, operations: &[Operation]) -> Request<Bytes> {
    let operation = operations.choose(random).unwrap();
    match random.random_range(0..4) {
        0 => noise(random),
        1 => misdirected(random, operation),
        _ => misspoken(random, operation),
    }
}

/// Nothing fits anything.
fn noise(random: &mut StdRng) -> Request<Bytes> {
    let path = PATHS.choose(random).unwrap();
    let builder = Request::builder()
        .method(*METHODS.choose(random).unwrap())
        .uri(*path);
    let mut request = builder.body(bytes(random)).unwrap();
    for _ in 0..random.random_range(0..6) {
        add_noisy_header(random, &mut request);
    }
    request
}

/// Signed for a service, but on a way that leads nowhere.
fn misdirected(random: &mut StdRng, operation: &Operation) -> Request<Bytes> {
    let mut request = signed(operation, "FROB", "/no/such/way", body(random));
    if !operation.target.is_empty() {
        let target = format!("{}.NoSuch{}", operation.target, operation.name);
        set(&mut request, "x-amz-target", &target);
    }
    add_noisy_header(random, &mut request);
    request
}

/// The right way, and a body or a path that means nothing.
fn misspoken(random: &mut StdRng, operation: &Operation) -> Request<Bytes> {
    let (path, query) = operation
        .uri
        .split_once('?')
        .unwrap_or((&operation.uri, ""));
    let filled: Vec<_> = path
        .split('/')
        .map(|part| {
            if part.starts_with('{') {
                label(random)
            } else {
                part.to_owned()
            }
        })
        .collect();
    let mut way = filled.join("/");
    if !query.is_empty() || random.random_bool(0.3) {
        way = format!("{way}?{query}&maxResults={}&nextToken=%%%", label(random));
    }
    let mut request = signed(operation, &operation.method, &way, body(random));
    if operation.protocol == "awsQuery" {
        let form = format!(
            "Action={}&Version={}&{}",
            operation.name,
            operation.version,
            form(random)
        );
        *request.body_mut() = form.into();
        set(
            &mut request,
            "content-type",
            "application/x-www-form-urlencoded",
        );
    }
    if !operation.target.is_empty() {
        set(
            &mut request,
            "x-amz-target",
            &format!("{}.{}", operation.target, operation.name),
        );
    }
    if random.random_bool(0.2) {
        add_noisy_header(random, &mut request);
    }
    request
}

fn signed(operation: &Operation, method: &str, path: &str, body: Bytes) -> Request<Bytes> {
    let scope = format!(
        "AWS4-HMAC-SHA256 Credential=111111111111/20260101/eu-west-2/{}/aws4_request",
        operation.signing
    );
    let path: Uri = path.parse().unwrap_or_else(|_| Uri::from_static("/%zz"));
    Request::builder()
        .method(method)
        .uri(path)
        .header("authorization", scope)
        .body(body)
        .unwrap()
}

fn set(request: &mut Request<Bytes>, name: &'static str, value: &str) {
    let value = HeaderValue::from_str(value).unwrap();
    request
        .headers_mut()
        .insert(HeaderName::from_static(name), value);
}

fn add_noisy_header(random: &mut StdRng, request: &mut Request<Bytes>) {
    let name = HeaderName::from_static(HEADERS.choose(random).unwrap());
    let value = match random.random_range(0..5) {
        0 => HeaderValue::from_static(""),
        1 => HeaderValue::from_static("AWSGlue."),
        2 => HeaderValue::from_static("aws-chunked"),
        3 => HeaderValue::from_static("STREAMING-AWS4-HMAC-SHA256-PAYLOAD"),
        // What may stand in a header but is no text.
        _ => HeaderValue::from_bytes(&vec![0xfe; random.random_range(1..200)]).unwrap(),
    };
    request.headers_mut().insert(name, value);
}

/// A part of a path that names nothing.
fn label(random: &mut StdRng) -> String {
    match random.random_range(0..6) {
        0 => "%FF".to_owned(),
        1 => "arn%3Aaws%3Aconnect".to_owned(),
        2 => "x".repeat(random.random_range(1..600)),
        3 => "-1".to_owned(),
        4 => "%00".to_owned(),
        _ => "00000000-0000-0000-0000-000000000000".to_owned(),
    }
}

fn form(random: &mut StdRng) -> String {
    let name = NAMES.choose(random).unwrap();
    match random.random_range(0..4) {
        0 => format!("{name}.member.1=&{name}.member.3=x"),
        1 => format!("{name}.entry.1.key=a&{name}.entry.1=b&=&&%"),
        2 => format!("{name}=%FF%FE"),
        _ => String::from_utf8_lossy(&bytes(random)).into_owned(),
    }
}

fn body(random: &mut StdRng) -> Bytes {
    match random.random_range(0..7) {
        0 => bytes(random),
        1 => Bytes::from("[".repeat(DEEP)),
        2 => Bytes::from(format!("{}1", "{\"a\":".repeat(DEEP))),
        3 => Bytes::from("<a>".repeat(DEEP)),
        4 => Bytes::from("<?xml version='1.0'?><!DOCTYPE a [<!ENTITY b 'c'>]><a>&b;</a>"),
        5 => Bytes::from_static(b"{\"Name\": \"a\","),
        _ => Bytes::from(object(random).to_string()),
    }
}

/// JSON with names that occur and values of any type.
fn object(random: &mut StdRng) -> Value {
    let members = (0..random.random_range(1..6)).map(|_| {
        let name = NAMES.choose(random).unwrap();
        ((*name).to_owned(), value(random))
    });
    Value::Object(members.collect())
}

fn value(random: &mut StdRng) -> Value {
    match random.random_range(0..9) {
        0 => Value::Null,
        1 => json!(-1),
        2 => json!(1e300),
        3 => json!(true),
        4 => json!([]),
        5 => json!([null, {}, [[]]]),
        6 => json!({ "": { "a": null } }),
        7 => json!("\u{0}\u{202e}\u{fffd}"),
        _ => json!("x".repeat(random.random_range(0..3_000))),
    }
}

fn bytes(random: &mut StdRng) -> Bytes {
    (0..random.random_range(0..400))
        .map(|_| random.random::<u8>())
        .collect()
}
