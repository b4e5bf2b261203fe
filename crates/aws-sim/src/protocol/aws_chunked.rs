//! Bodies that come in signed or checksummed chunks: the content encoding `aws-chunked`.
//!
//! ```text
//! 5;chunk-signature=…      the size in hexadecimal digits, and a signature if chunks are signed
//! hello
//! 0
//! x-amz-checksum-crc32:…   trailing headers
//! ```
//!
//! Signatures are not checked, as nowhere. Trailing headers count as headers.

use bytes::Bytes;
use http::{
    HeaderName, HeaderValue, Request,
    header::{CONTENT_ENCODING, CONTENT_LENGTH},
};

use crate::error::AwsError;

const ENCODING: &str = "aws-chunked";

/// `request` with its content as one piece; nothing if it is not in chunks.
pub(super) fn joined(request: &Request<Bytes>) -> Result<Option<Request<Bytes>>, AwsError> {
    let header = |name: &str| request.headers().get(name)?.to_str().ok();
    let encodings = header("content-encoding").unwrap_or_default();
    let hash = header("x-amz-content-sha256").unwrap_or_default();
    let encoded = encodings.split(',').any(|word| word.trim() == ENCODING);
    if !encoded && !hash.starts_with("STREAMING-") {
        return Ok(None);
    }
    let (body, trailers) = split(request.body()).ok_or_else(incomplete)?;
    let promised = header("x-amz-decoded-content-length").and_then(|length| length.parse().ok());
    if promised.is_some_and(|length: usize| length != body.len()) {
        return Err(incomplete());
    }
    let mut whole = request.clone();
    let headers = whole.headers_mut();
    headers.remove(CONTENT_ENCODING);
    if let Some(rest) = others(encodings) {
        headers.insert(CONTENT_ENCODING, rest);
    }
    headers.insert(CONTENT_LENGTH, body.len().into());
    headers.extend(trailers);
    *whole.body_mut() = body.into();
    Ok(Some(whole))
}

type Trailers = Vec<(HeaderName, HeaderValue)>;

/// The content of the chunks, and the headers after them.
fn split(mut rest: &[u8]) -> Option<(Vec<u8>, Trailers)> {
    let mut content = Vec::with_capacity(rest.len());
    loop {
        let line = line(&mut rest)?;
        let size = line.split(';').next()?.trim();
        let size = usize::from_str_radix(size, 16).ok()?;
        if size == 0 {
            break;
        }
        let (chunk, after) = rest.split_at_checked(size)?;
        content.extend_from_slice(chunk);
        rest = after.strip_prefix(b"\r\n")?;
    }
    let mut trailers = Trailers::new();
    while let Some((name, value)) = line(&mut rest).and_then(|line| line.split_once(':')) {
        trailers.push((name.parse().ok()?, value.trim().parse().ok()?));
    }
    Some((content, trailers))
}

/// Takes the next line. The last may lack its end.
fn line<'b>(rest: &mut &'b [u8]) -> Option<&'b str> {
    if rest.is_empty() {
        return None;
    }
    let end = rest.windows(2).position(|pair| pair == b"\r\n");
    let (line, after) = rest.split_at(end.unwrap_or(rest.len()));
    *rest = after.strip_prefix(b"\r\n").unwrap_or_default();
    std::str::from_utf8(line).ok()
}

/// The encodings that the content itself has.
fn others(encodings: &str) -> Option<HeaderValue> {
    let words = encodings.split(',').map(str::trim);
    let others: Vec<&str> = words
        .filter(|word| !word.is_empty() && *word != ENCODING)
        .collect();
    let others = (!others.is_empty()).then(|| others.join(", "))?;
    others.parse().ok()
}

fn incomplete() -> AwsError {
    AwsError::new(
        "IncompleteBody",
        "You did not provide the number of bytes specified by the Content-Length HTTP header.",
    )
}
