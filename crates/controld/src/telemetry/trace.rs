//! Spans for whoever collects traces.
//!
//! A call is part of its caller's trace. A run of a job is a root of its own with a link to the call
//! that asked for it: a job outlives every trace that it could be a child of.

use opentelemetry::{
    Context, KeyValue, global,
    trace::{
        Link, SpanContext, SpanId, SpanKind, Status, TraceContextExt, TraceFlags, TraceId,
        TraceState, Tracer,
    },
};

use super::names;
use crate::jobs::{Job, State, Trace};

/// The statuses that are the server's fault; the others are the caller's business.
const SERVER_FAULTS: [&str; 6] = [
    "UNKNOWN",
    "DEADLINE_EXCEEDED",
    "UNIMPLEMENTED",
    "INTERNAL",
    "UNAVAILABLE",
    "DATA_LOSS",
];

/// Begins the span of a call.
pub fn call(method: &str, trace: &Trace) -> Context {
    let tracer = global::tracer("controld");
    let parent = remote(trace).map_or_else(Context::new, |caller| {
        Context::new().with_remote_span_context(caller)
    });
    let attributes = [
        KeyValue::new(names::RPC_SYSTEM, "grpc"),
        KeyValue::new(names::RPC_METHOD, method.to_owned()),
    ];
    let span = tracer
        .span_builder(method.to_owned())
        .with_kind(SpanKind::Server)
        .with_attributes(attributes)
        .start_with_context(&tracer, &parent);
    Context::new().with_span(span)
}

/// Ends the span of a call with the name of its status.
pub fn call_ended(call: &Context, status: &'static str) {
    let span = call.span();
    span.set_attribute(KeyValue::new(names::RPC_STATUS, status));
    if SERVER_FAULTS.contains(&status) {
        span.set_attribute(KeyValue::new(names::ERROR_TYPE, status));
        span.set_status(Status::error(status));
    }
    span.end();
}

/// Begins the span of a run of a job.
pub fn run(job: &Job) -> Context {
    let tracer = global::tracer("controld");
    let kind = job.brief.order.kind().word();
    let attributes = [
        KeyValue::new("controld.job.id", job.id.to_string()),
        KeyValue::new("controld.job.kind", kind),
        KeyValue::new("controld.job.run", i64::from(job.runs)),
        KeyValue::new("controld.target", job.brief.target.to_string()),
    ];
    let span = tracer
        .span_builder(kind)
        .with_kind(SpanKind::Internal)
        .with_attributes(attributes)
        .with_links(
            remote(&job.brief.trace)
                .map(Link::with_context)
                .into_iter()
                .collect(),
        )
        .start_with_context(&tracer, &Context::new());
    Context::new().with_span(span)
}

/// Ends the span of a run; without a state it was interrupted or released.
pub fn run_ended(run: &Context, state: Option<State>) {
    let span = run.span();
    let word = state.map_or("interrupted", State::word);
    span.set_attribute(KeyValue::new("controld.job.state", word));
    if state == Some(State::Failed) {
        span.set_status(Status::error(word));
    }
    span.end();
}

/// The span that W3C trace context names: `00-TRACE-SPAN-FLAGS`.
fn remote(trace: &Trace) -> Option<SpanContext> {
    let mut parts = trace.parent.split('-');
    let (version, trace_id, span_id) = (parts.next()?, parts.next()?, parts.next()?);
    let flags = u8::from_str_radix(parts.next()?, 16).ok()?;
    if (version.len(), trace_id.len(), span_id.len()) != (2, 32, 16) {
        return None;
    }
    let context = SpanContext::new(
        TraceId::from_hex(trace_id).ok()?,
        SpanId::from_hex(span_id).ok()?,
        TraceFlags::new(flags & 1),
        true,
        trace.state.parse::<TraceState>().unwrap_or_default(),
    );
    context.is_valid().then_some(context)
}
