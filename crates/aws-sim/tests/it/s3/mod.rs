//! S3: buckets and objects.

mod access;
mod configuration;
mod listing;
mod multipart;
mod notification;
mod object;
mod version;
mod wire;

use bytes::Bytes;
use http::Response;

use crate::desk::{Desk, unthrottled};

const MEDIA: &str = "/media";

/// A desk with the bucket of the producer.
async fn with_bucket() -> Desk {
    let desk = Desk::new(unthrottled());
    let made = send(&desk, "PUT", MEDIA, &[], &constraint("eu-west-2")).await;
    assert_eq!(made.status(), 200, "{}", text(&made));
    assert_eq!(made.headers()["location"], "/media");
    desk
}

fn constraint(region: &str) -> String {
    format!(
        "<CreateBucketConfiguration xmlns=\"http://s3.amazonaws.com/doc/2006-03-01/\">\
         <LocationConstraint>{region}</LocationConstraint></CreateBucketConfiguration>"
    )
}

async fn send(
    desk: &Desk,
    method: &str,
    path: &str,
    headers: &[(&str, &str)],
    body: &str,
) -> Response<Bytes> {
    let answer = desk.raw("s3", method, path, headers, body).await;
    answer.expect("an answer")
}

/// Puts an object and tells the id of its version, or nothing.
async fn put(desk: &Desk, path: &str, body: &str) -> String {
    let answer = send(desk, "PUT", path, &[], body).await;
    assert_eq!(answer.status(), 200, "{}", text(&answer));
    header(&answer, "x-amz-version-id").to_owned()
}

async fn get(desk: &Desk, path: &str) -> Response<Bytes> {
    send(desk, "GET", path, &[], "").await
}

fn text(response: &Response<Bytes>) -> &str {
    std::str::from_utf8(response.body()).expect("the body is text")
}

fn header<'r>(response: &'r Response<Bytes>, name: &str) -> &'r str {
    let value = response.headers().get(name);
    value.map_or("", |value| value.to_str().expect("headers are text"))
}

/// All texts of the elements called `name`, in order.
fn all<'r>(response: &'r Response<Bytes>, name: &str) -> Vec<&'r str> {
    let (start, end) = (format!("<{name}>"), format!("</{name}>"));
    let parts = text(response).split(&start).skip(1);
    parts.filter_map(|part| part.split(&end).next()).collect()
}

/// Status and code of a refusal.
fn refused(response: &Response<Bytes>) -> (u16, String) {
    let code = all(response, "Code").first().copied().unwrap_or_default();
    (response.status().as_u16(), code.to_owned())
}

/// What [`refused`] gives for a status and a code.
fn code(status: u16, code: &str) -> (u16, String) {
    (status, code.to_owned())
}
