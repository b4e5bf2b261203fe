//! Gives reasons to statuses that the transport made by itself.
//!
//! tonic answers an over-size message with `OUT_OF_RANGE`, bytes that are no message with `INTERNAL`
//! and an unknown method with a bare `UNIMPLEMENTED`. Other stacks say something else, and every
//! error of ours has a reason.

use http::{HeaderMap, Response};
use tonic::{Code, Status, body::Body};

use super::MESSAGE_BYTES_MAX;
use crate::refusal::Refusal;

/// The header that says that a status has details already.
const DETAILS: &str = "grpc-status-details-bin";

/// The same answer; a bare status of the transport gets its reason.
pub(super) fn explain(method: &str, response: Response<Body>) -> Response<Body> {
    match refusal(method, response.headers()) {
        Some(refusal) => Status::from(refusal).into_http(),
        None => response,
    }
}

fn refusal(method: &str, headers: &HeaderMap) -> Option<Refusal> {
    if headers.contains_key(DETAILS) {
        return None;
    }
    let status = Status::from_header_map(headers)?;
    let method = method.to_owned();
    match status.code() {
        Code::OutOfRange => Some(Refusal::TooLarge {
            limit_bytes: MESSAGE_BYTES_MAX,
        }),
        Code::Unimplemented => Some(Refusal::UnknownMethod { method }),
        // The handlers' own internal errors have details; what is left is the decoder's.
        Code::Internal => Some(Refusal::Malformed { method }),
        _ => None,
    }
}
