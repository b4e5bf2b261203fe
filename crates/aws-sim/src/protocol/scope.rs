//! Who calls, and which service, as the signature says it.
//!
//! Signatures are not checked: a simulator has no secrets to check them with.

use http::{Request, header::AUTHORIZATION};

use super::percent;
use crate::place::Region;

/// By what scheme a proxy was called.
const FORWARDED_PROTO: &str = "x-forwarded-proto";

/// The credential scope of a signed request.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Scope {
    /// The access key id.
    pub(crate) key: String,
    pub(crate) region: Region,
    /// The signing name of the service.
    pub(crate) signing: String,
}

/// The scope of `request`: out of its `Authorization` header, or of a presigned URL.
pub(crate) fn scope<B>(request: &Request<B>) -> Option<Scope> {
    in_header(request).or_else(|| in_query(request))
}

/// Whether a request counts as made over TLS: all do, as a simulator has no certificates, but those
/// that a header says came in plain.
pub(crate) fn is_secure<B>(request: &Request<B>) -> bool {
    let plain = |scheme: &http::HeaderValue| scheme.as_bytes().eq_ignore_ascii_case(b"http");
    !request.headers().get(FORWARDED_PROTO).is_some_and(plain)
}

fn in_header<B>(request: &Request<B>) -> Option<Scope> {
    let header = request.headers().get(AUTHORIZATION)?.to_str().ok()?;
    let credential = header.split_once("Credential=")?.1;
    parse(credential.split([',', ' ']).next()?)
}

fn in_query<B>(request: &Request<B>) -> Option<Scope> {
    let pairs = percent::pairs(request.uri().query()?);
    let (_, credential) = pairs.iter().find(|(name, _)| name == "X-Amz-Credential")?;
    parse(credential)
}

/// `KEY/20260101/eu-west-2/connect/aws4_request`
fn parse(credential: &str) -> Option<Scope> {
    let mut parts = credential.split('/');
    let (key, _date) = (parts.next()?, parts.next()?);
    let (region, signing) = (parts.next()?, parts.next()?);
    Some(Scope {
        key: key.to_owned(),
        region: Region::new(region),
        signing: signing.to_owned(),
    })
}
