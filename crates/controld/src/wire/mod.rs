//! Between the messages of the contract and our own types. The only place that knows both.
//!
//! What comes in is checked here, all fields at once; inside, the type is the proof.

pub mod center;
pub mod document;
pub mod event;
mod field;
pub mod job;
mod options;
mod page;
mod reader;
mod report;
mod spec;
pub mod target;

pub use self::page::Pager;

use std::time::SystemTime;

use control_api::v1 as pb;
use http::HeaderMap;
use tonic::metadata::MetadataMap;

use crate::jobs::{Caller, Trace};

/// Who calls, until callers are authenticated. Plaintext is only served on loopback.
const ANYBODY: &str = "anonymous";

/// Longest header of a trace context that is kept.
const TRACE_CHARS_MAX: usize = 512;

/// Who calls, and in which trace.
pub fn caller(metadata: &MetadataMap) -> Caller {
    Caller {
        name: ANYBODY.into(),
        trace: trace_of(metadata.as_ref()),
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
