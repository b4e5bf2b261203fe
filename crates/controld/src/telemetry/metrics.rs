//! What is counted and measured. One function for each thing that happens.
//!
//! The instruments belong to OpenTelemetry's global meter: whoever wants to read them installs a
//! provider before the daemon starts; without one they cost next to nothing.

use std::{sync::LazyLock, time::Duration};

use connect_aws::CallEnded;
use connect_model::FaultClass;
use opentelemetry::{
    KeyValue, global,
    metrics::{Counter, Gauge, Histogram, Meter},
};

use super::names::{self, Metric};
use crate::jobs::{AlertKind, Kind, State};

static INSTRUMENTS: LazyLock<Instruments> =
    LazyLock::new(|| Instruments::new(&global::meter("controld")));

struct Instruments {
    rpc_duration: Histogram<f64>,
    rpc_shed: Counter<u64>,
    schedule_fired: Counter<u64>,
    agent_arrivals: Counter<u64>,
    share_alerts: Gauge<u64>,
    share_notices: Counter<u64>,
    jobs: Gauge<u64>,
    job_duration: Histogram<f64>,
    job_transitions: Counter<u64>,
    queue_oldest_age: Gauge<f64>,
    queue_depth: Gauge<u64>,
    needs_attention: Gauge<u64>,
    lease_acquired: Counter<u64>,
    lease_renew_failed: Counter<u64>,
    lease_lost: Counter<u64>,
    fence_rejected: Counter<u64>,
    step_attempts: Counter<u64>,
    step_ambiguous: Counter<u64>,
    idempotency_hits: Counter<u64>,
    idempotency_mismatches: Counter<u64>,
    store_commit_duration: Histogram<f64>,
    store_batch_size: Histogram<u64>,
    aws_call_duration: Histogram<f64>,
    aws_throttles: Counter<u64>,
    ratelimit_wait: Histogram<f64>,
}

/// A call was answered with the status of this name.
pub fn rpc_answered(method: &str, status: &'static str, length: Duration) {
    let mut labels = vec![
        KeyValue::new(names::RPC_SYSTEM, "grpc"),
        KeyValue::new(names::RPC_METHOD, method.to_owned()),
        KeyValue::new(names::RPC_STATUS, status),
    ];
    if status != "OK" {
        labels.push(KeyValue::new(names::ERROR_TYPE, status));
    }
    INSTRUMENTS
        .rpc_duration
        .record(length.as_secs_f64(), &labels);
}

/// A call was turned away under load.
pub fn rpc_shed() {
    INSTRUMENTS.rpc_shed.add(1, &[]);
}

/// The time of a schedule has come; what became of it.
pub fn schedule_fired(outcome: &'static str) {
    let labels = [KeyValue::new(names::OUTCOME, outcome)];
    INSTRUMENTS.schedule_fired.add(1, &labels);
}

/// A file arrived, or nobody could look.
pub fn arrival_met(outcome: &'static str) {
    let labels = [KeyValue::new(names::OUTCOME, outcome)];
    INSTRUMENTS.agent_arrivals.add(1, &labels);
}

/// So many alerts of that kind stand.
pub fn alerts_are(kind: AlertKind, count: u64) {
    let labels = [KeyValue::new(names::KIND, kind.word())];
    INSTRUMENTS.share_alerts.record(count, &labels);
}

/// Somebody was to be told something.
pub fn notice_tried(outcome: &'static str) {
    let labels = [KeyValue::new(names::OUTCOME, outcome)];
    INSTRUMENTS.share_notices.add(1, &labels);
}

/// There are so many jobs of that kind in that state.
pub fn jobs_are(kind: Kind, state: State, count: u64) {
    INSTRUMENTS.jobs.record(count, &of(kind, state));
}

/// So many jobs wait, the oldest for so long.
pub fn queue_is(depth: u64, oldest: Duration) {
    INSTRUMENTS.queue_depth.record(depth, &[]);
    INSTRUMENTS
        .queue_oldest_age
        .record(oldest.as_secs_f64(), &[]);
}

/// So many jobs need attention.
pub fn attention_is(count: u64) {
    INSTRUMENTS.needs_attention.record(count, &[]);
}

/// A job changed its state.
pub fn job_moved(kind: Kind, state: State) {
    INSTRUMENTS.job_transitions.add(1, &of(kind, state));
}

/// A run of a job ended in that state.
pub fn job_ran(kind: Kind, state: State, length: Duration) {
    INSTRUMENTS
        .job_duration
        .record(length.as_secs_f64(), &of(kind, state));
}

/// A job was claimed.
pub fn lease_acquired() {
    INSTRUMENTS.lease_acquired.add(1, &[]);
}

/// Leases could not be prolonged.
pub fn lease_renew_failed() {
    INSTRUMENTS.lease_renew_failed.add(1, &[]);
}

/// Somebody else has taken leases of ours.
pub fn leases_lost(count: usize) {
    INSTRUMENTS.lease_lost.add(count as u64, &[]);
}

/// A write came too late.
pub fn fence_rejected() {
    INSTRUMENTS.fence_rejected.add(1, &[]);
}

/// A try at a step on a thing of the kind `step` ended.
pub fn step_tried(kind: Kind, step: &str, outcome: &'static str) {
    let labels = [
        KeyValue::new(names::KIND, kind.word()),
        KeyValue::new(names::STEP, step.to_owned()),
        KeyValue::new(names::OUTCOME, outcome),
    ];
    INSTRUMENTS.step_attempts.add(1, &labels);
}

/// A step needs a person.
pub fn step_ambiguous(kind: Kind, step: &str) {
    let labels = [
        KeyValue::new(names::KIND, kind.word()),
        KeyValue::new(names::STEP, step.to_owned()),
    ];
    INSTRUMENTS.step_ambiguous.add(1, &labels);
}

/// A request was known.
pub fn request_known() {
    INSTRUMENTS.idempotency_hits.add(1, &[]);
}

/// A request came under the name of another.
pub fn request_reused() {
    INSTRUMENTS.idempotency_mismatches.add(1, &[]);
}

/// The store committed so many commands.
pub fn store_committed(length: Duration, commands: usize) {
    INSTRUMENTS
        .store_commit_duration
        .record(length.as_secs_f64(), &[]);
    INSTRUMENTS.store_batch_size.record(commands as u64, &[]);
}

/// A call to AWS was answered, or was not.
pub fn aws_called(call: &CallEnded) {
    let place = [
        KeyValue::new(names::SERVICE, call.service),
        KeyValue::new(names::OPERATION, call.operation),
    ];
    let outcome = match call.fault {
        None => "ok",
        Some(FaultClass::Throttled) => "throttled",
        Some(_) => "failed",
    };
    let [service, operation] = place.clone();
    let labels = [service, operation, KeyValue::new(names::OUTCOME, outcome)];
    INSTRUMENTS
        .aws_call_duration
        .record(call.took.as_secs_f64(), &labels);
    INSTRUMENTS
        .ratelimit_wait
        .record(call.waited.as_secs_f64(), &place);
    if call.fault == Some(FaultClass::Throttled) {
        INSTRUMENTS.aws_throttles.add(1, &place);
    }
}

fn of(kind: Kind, state: State) -> [KeyValue; 2] {
    [
        KeyValue::new(names::KIND, kind.word()),
        KeyValue::new(names::STATE, state.word()),
    ]
}

// === impl Instruments ===

impl Instruments {
    fn new(meter: &Meter) -> Self {
        let seconds = |it: Metric| {
            let histogram = meter.f64_histogram(it.name).with_unit(it.unit);
            let histogram = histogram.with_boundaries(it.kind.bounds().into());
            histogram.with_description(it.about).build()
        };
        let counter = |it: Metric| {
            meter
                .u64_counter(it.name)
                .with_description(it.about)
                .build()
        };
        let gauge = |it: Metric| meter.u64_gauge(it.name).with_description(it.about).build();
        let sizes = |it: Metric| {
            let histogram = meter.u64_histogram(it.name);
            let histogram = histogram.with_boundaries(it.kind.bounds().into());
            histogram.with_description(it.about).build()
        };
        let age = |it: Metric| {
            let gauge = meter.f64_gauge(it.name).with_unit(it.unit);
            gauge.with_description(it.about).build()
        };
        Self {
            schedule_fired: counter(names::SCHEDULE_FIRED),
            agent_arrivals: counter(names::AGENT_ARRIVALS),
            share_alerts: gauge(names::SHARE_ALERTS),
            share_notices: counter(names::SHARE_NOTICES),
            rpc_duration: seconds(names::RPC_DURATION),
            rpc_shed: counter(names::RPC_SHED),
            jobs: gauge(names::JOBS),
            job_duration: seconds(names::JOB_DURATION),
            job_transitions: counter(names::JOB_TRANSITIONS),
            queue_oldest_age: age(names::QUEUE_OLDEST_AGE),
            queue_depth: gauge(names::QUEUE_DEPTH),
            needs_attention: gauge(names::NEEDS_ATTENTION),
            lease_acquired: counter(names::LEASE_ACQUIRED),
            lease_renew_failed: counter(names::LEASE_RENEW_FAILED),
            lease_lost: counter(names::LEASE_LOST),
            fence_rejected: counter(names::FENCE_REJECTED),
            step_attempts: counter(names::STEP_ATTEMPTS),
            step_ambiguous: counter(names::STEP_AMBIGUOUS),
            idempotency_hits: counter(names::IDEMPOTENCY_HITS),
            idempotency_mismatches: counter(names::IDEMPOTENCY_MISMATCHES),
            store_commit_duration: seconds(names::STORE_COMMIT_DURATION),
            store_batch_size: sizes(names::STORE_BATCH_SIZE),
            aws_call_duration: seconds(names::AWS_CALL_DURATION),
            aws_throttles: counter(names::AWS_THROTTLES),
            ratelimit_wait: seconds(names::RATELIMIT_WAIT),
        }
    }
}
