//! Between the messages of the contract and our own types. The only place that knows both.
//!
//! What comes in is checked here, all fields at once; inside, the type is the proof.

pub mod agent;
pub mod center;
pub mod contact_log;
pub mod document;
pub mod event;
mod field;
pub mod flow;
pub mod governance;
pub mod inquiry;
pub mod job;
mod options;
mod page;
pub mod plan;
mod reader;
mod readings;
pub mod region;
pub mod release;
mod report;
pub mod review;
pub mod share;
mod spec;
pub mod takeover;
pub mod target;

pub use self::page::Pager;

use std::time::SystemTime;

use control_api::v1 as pb;
use http::{HeaderMap, HeaderValue};
use tonic::Request;

use crate::jobs::{Caller, Trace};

/// Longest header of a trace context that is kept.
const TRACE_CHARS_MAX: usize = 512;

/// Longest name of a caller, in bytes.
const CALLER_BYTES_MAX: usize = 255;

/// The name of a caller, as the front found it.
#[derive(Clone, Debug)]
pub struct CallerName(String);

// === impl CallerName ===

impl CallerName {
    /// What a header says, if it is a name.
    pub fn read(value: &HeaderValue) -> Option<Self> {
        let name = value.to_str().ok()?.trim();
        let is_name = !name.is_empty() && name.len() <= CALLER_BYTES_MAX;
        is_name.then(|| Self(name.to_owned()))
    }
}

/// Who calls, and in which trace. Callers are not authenticated here: plaintext is only served on
/// loopback, and a proxy that knows them may say who they are.
pub fn caller<T>(request: &Request<T>) -> Caller {
    let name = request.extensions().get::<CallerName>();
    Caller {
        name: name.map_or_else(|| Caller::ANYBODY.into(), |name| name.0.clone()),
        trace: trace_of(request.metadata().as_ref()),
    }
}

/// The trace that a call is part of.
pub fn trace_of(headers: &HeaderMap) -> Trace {
    let header = |name| {
        let value = headers.get(name).and_then(|value| value.to_str().ok());
        let value = value.filter(|value| value.len() <= TRACE_CHARS_MAX);
        value.unwrap_or_default().to_owned()
    };
    Trace {
        parent: header("traceparent"),
        state: header("tracestate"),
    }
}

fn timestamp(time: SystemTime) -> prost_types::Timestamp {
    time.into()
}

fn trace(trace: &Trace) -> Option<pb::TraceContext> {
    (!trace.parent.is_empty()).then(|| pb::TraceContext {
        traceparent: trace.parent.clone(),
        tracestate: trace.state.clone(),
    })
}
