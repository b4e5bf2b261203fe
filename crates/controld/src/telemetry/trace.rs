//! Spans: of calls, of runs of jobs, and what they have in them.
//!
//! A call is part of its caller's trace. A run of a job is a root of its own with a link to the call
//! that asked for it: a job outlives every trace that it could be a child of. A try at a step is a root
//! again, linked to its run and to the try before it, and calls of AWS are in it. All of them are spans of
//! `tracing`; what `telemetry::start` installs makes them spans of OpenTelemetry.

use http::{HeaderMap, HeaderValue};
use opentelemetry::{
    Context,
    trace::{SpanContext, SpanId, TraceContextExt, TraceFlags, TraceId, TraceState},
};
use tracing::{Span, field::Empty};
use tracing_opentelemetry::OpenTelemetrySpanExt as _;

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
pub fn call(method: &str, trace: &Trace) -> Span {
    let span = tracing::info_span!(
        parent: None,
        "rpc",
        "otel.name" = method,
        "otel.kind" = "server",
        "rpc.system.name" = "grpc",
        "rpc.method" = method,
        "rpc.response.status_code" = Empty,
        "error.type" = Empty,
        "otel.status_code" = Empty,
        trace_id = Empty,
    );
    if let Some(caller) = remote(trace) {
        // Fails where nobody collects spans.
        let _ = span.set_parent(Context::new().with_remote_span_context(caller));
    }
    name_trace(&span);
    span
}

/// Ends the span of a call with the name of its status.
pub fn call_ended(call: &Span, status: &'static str) {
    call.record("rpc.response.status_code", status);
    if SERVER_FAULTS.contains(&status) {
        call.record("error.type", status);
        call.record("otel.status_code", "ERROR");
    }
}

/// What is asked for by a call names the call itself from here on, if anybody collects spans.
pub fn hand_on(call: &Span, headers: &mut HeaderMap) {
    let context = call.context();
    let span = context.span();
    let span = span.span_context();
    if !span.is_valid() {
        return;
    }
    let parent = format!(
        "00-{}-{}-{:02x}",
        span.trace_id(),
        span.span_id(),
        span.trace_flags()
    );
    if let Ok(parent) = HeaderValue::try_from(parent) {
        headers.insert("traceparent", parent);
    }
}

/// Begins the span of a run of a job.
pub fn run(job: &Job) -> Span {
    let kind = job.brief.order.kind().word();
    let span = tracing::info_span!(
        parent: None,
        "job",
        "otel.name" = kind,
        "controld.job.id" = %job.id,
        "controld.job.kind" = kind,
        "controld.job.run" = job.runs,
        "controld.target" = %job.brief.target,
        "controld.job.state" = Empty,
        request_trace = job.brief.trace.parent,
        "otel.status_code" = Empty,
        trace_id = Empty,
    );
    if let Some(request) = remote(&job.brief.trace) {
        span.add_link(request);
    }
    name_trace(&span);
    span
}

/// Ends the span of a run; without a state it was interrupted or released.
pub fn run_ended(run: &Span, state: Option<State>) {
    let word = state.map_or("interrupted", State::word);
    run.record("controld.job.state", word);
    if state == Some(State::Failed) {
        run.record("otel.status_code", "ERROR");
    }
    tracing::info!(parent: run, state = word, "a run ended");
}

/// Log lines name the trace by which they are found, if anybody collects spans.
fn name_trace(span: &Span) {
    let context = span.context();
    let of = context.span().span_context().clone();
    if of.is_valid() {
        span.record("trace_id", tracing::field::display(of.trace_id()));
    }
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
