//! Hosts that name a bucket: `media.s3.eu-west-2.amazonaws.com`, `media.localhost:4599`.

use std::borrow::Cow;

use http::Request;

/// The host that `request` is for, without its port.
pub(super) fn host<B>(request: &Request<B>) -> Option<&str> {
    let in_header = || request.headers().get("host")?.to_str().ok();
    let host = request.uri().host().or_else(in_header)?;
    Some(host.split_once(':').map_or(host, |(host, _)| host))
}

/// The bucket that the host of `request` names.
pub(super) fn bucket<B>(request: &Request<B>) -> Option<&str> {
    let host = host(request)?;
    let end = host
        .rfind(".s3.")
        .or_else(|| host.rfind(".s3-"))
        .or_else(|| host.rfind(".localhost"));
    Some(&host[..end?])
}

/// The path of `request` as it is where the host names no bucket.
pub(super) fn path<B>(request: &Request<B>) -> Cow<'_, str> {
    let path = request.uri().path();
    match bucket(request) {
        Some(bucket) => format!("/{bucket}{path}").into(),
        None => path.into(),
    }
}
