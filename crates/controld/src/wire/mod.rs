//! Between the messages of the contract and our own types. The only place that knows both.
//!
//! What comes in is checked here, all fields at once; inside, the type is the proof.

pub mod center;
pub mod document;
pub mod event;
mod field;
pub mod job;
mod page;
mod reader;
mod report;
mod spec;
pub mod target;

pub use self::page::Pager;

use std::time::SystemTime;

use control_api::v1 as pb;
use tonic::metadata::MetadataMap;

use crate::jobs::{Caller, Trace};

/// Who calls, until callers are authenticated. Plaintext is only served on loopback.
const ANYBODY: &str = "anonymous";

/// Who calls, and in which trace.
pub fn caller(metadata: &MetadataMap) -> Caller {
    let header = |name| {
        let value = metadata.get(name).and_then(|value| value.to_str().ok());
        value.filter(|value| value.len() <= 512).unwrap_or_default()
    };
    Caller {
        name: ANYBODY.into(),
        trace: Trace {
            parent: header("traceparent").to_owned(),
            state: header("tracestate").to_owned(),
        },
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
