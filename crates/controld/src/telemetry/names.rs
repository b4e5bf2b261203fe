//! All metrics, and the names of their labels. Dashboards and alerts are built on them, so they stay.
//!
//! Labels have few values: never a tenant, a job, a name or an ARN.

use self::MetricKind::{Counter, Gauge, Histogram};

/// Bounds for calls, in seconds: those that the semantic conventions of OpenTelemetry advise.
const CALLS: &[f64] = &[
    0.005, 0.01, 0.025, 0.05, 0.075, 0.1, 0.25, 0.5, 0.75, 1.0, 2.5, 5.0, 7.5, 10.0,
];
/// Bounds for runs of jobs, in seconds: some end at once, some take a night.
const RUNS: &[f64] = &[
    0.1, 0.5, 1.0, 5.0, 15.0, 60.0, 300.0, 900.0, 1800.0, 3600.0, 7200.0, 14400.0, 43200.0,
];
/// Bounds for waits, in seconds.
const WAITS: &[f64] = &[
    0.01, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0, 30.0, 60.0, 300.0, 900.0,
];
/// Bounds for commits, in seconds.
const COMMITS: &[f64] = &[
    0.000_5, 0.001, 0.002_5, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5,
];
/// Bounds for what is committed together.
const BATCHES: &[f64] = &[1.0, 2.0, 4.0, 8.0, 16.0, 32.0, 64.0];

/// A metric.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Metric {
    /// Its name in OpenTelemetry.
    pub name: &'static str,
    /// What it is.
    pub kind: MetricKind,
    /// Its unit by UCUM: `s`, or nothing for things that are counted.
    pub unit: &'static str,
    /// The labels that it may have.
    pub labels: &'static [&'static str],
    /// What it means.
    pub about: &'static str,
}

/// What a metric is.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum MetricKind {
    /// A sum that only grows.
    Counter,
    /// A value that comes and goes.
    Gauge,
    /// How values are distributed over buckets with these upper bounds.
    Histogram(&'static [f64]),
}

macro_rules! metrics {
    ($($constant:ident, $name:literal, $kind:expr, $unit:literal, [$($label:ident),*], $about:literal;)+) => {
        $(
            #[doc = $about]
            pub const $constant: Metric = Metric {
                name: $name,
                kind: $kind,
                unit: $unit,
                labels: &[$($label),*],
                about: $about,
            };
        )+

        /// Every metric.
        pub const ALL: &[Metric] = &[$($constant),+];
    };
}

metrics! {
    RPC_DURATION, "rpc.server.call.duration", Histogram(CALLS), "s", [RPC_SYSTEM, RPC_METHOD, RPC_STATUS, ERROR_TYPE],
        "Length of a call.";
    JOBS, "controld.jobs", Gauge, "", [KIND, STATE],
        "Jobs that are not finished, or need attention.";
    JOB_DURATION, "controld.job.duration", Histogram(RUNS), "s", [KIND, STATE],
        "From the start of a job's run to its end.";
    JOB_TRANSITIONS, "controld.job.transitions", Counter, "", [KIND, STATE],
        "Changes of a job's state.";
    QUEUE_OLDEST_AGE, "controld.queue.oldest_age", Gauge, "s", [],
        "Age of the oldest queued job.";
    QUEUE_DEPTH, "controld.queue.depth", Gauge, "", [],
        "Queued jobs.";
    NEEDS_ATTENTION, "controld.needs_attention", Gauge, "", [],
        "Jobs that need attention.";
    LEASE_ACQUIRED, "controld.lease.acquired", Counter, "", [],
        "Jobs that were claimed.";
    LEASE_RENEW_FAILED, "controld.lease.renew_failed", Counter, "", [],
        "Rounds of prolonging leases that failed.";
    LEASE_LOST, "controld.lease.lost", Counter, "", [],
        "Leases that somebody else has taken.";
    FENCE_REJECTED, "controld.fence.rejected", Counter, "", [],
        "Writes that were refused because their lease is not the newest.";
    STEP_ATTEMPTS, "controld.step.attempts", Counter, "", [KIND, STEP, OUTCOME],
        "Tries at steps.";
    STEP_AMBIGUOUS, "controld.step.ambiguous", Counter, "", [KIND, STEP],
        "Steps whose outcome cannot be told apart.";
    IDEMPOTENCY_HITS, "controld.idempotency.hits", Counter, "", [],
        "Requests whose job was there already.";
    IDEMPOTENCY_MISMATCHES, "controld.idempotency.mismatches", Counter, "", [],
        "Requests whose name another request had.";
    STORE_COMMIT_DURATION, "controld.store.commit.duration", Histogram(COMMITS), "s", [],
        "Length of a commit of the store.";
    STORE_BATCH_SIZE, "controld.store.batch.size", Histogram(BATCHES), "", [],
        "Commands in a commit of the store.";
    SCHEDULE_FIRED, "controld.schedule.fired", Counter, "", [OUTCOME],
        "Times at which the daemon was to start something.";
    SHARE_ALERTS, "controld.share.alerts", Gauge, "", [KIND],
        "What is not as it should be about shares.";
    SHARE_NOTICES, "controld.share.notices", Counter, "", [OUTCOME],
        "Tries to tell somebody of it.";
    AGENT_ARRIVALS, "controld.agent.arrivals", Counter, "", [OUTCOME],
        "Files that arrived where a watch looks, and looks that failed.";
    RPC_SHED, "controld.rpc.shed", Counter, "", [],
        "Calls that were turned away under load.";
    AWS_CALL_DURATION, "controld.aws.call.duration", Histogram(CALLS), "s", [SERVICE, OPERATION, OUTCOME],
        "Length of a call to AWS.";
    AWS_THROTTLES, "controld.aws.throttles", Counter, "", [SERVICE, OPERATION],
        "Calls that AWS refused for their rate.";
    RATELIMIT_WAIT, "controld.ratelimit.wait", Histogram(WAITS), "s", [SERVICE, OPERATION],
        "How long a call waited for its turn.";
}

/// Label: a service of AWS.
pub const SERVICE: &str = "service";
/// Label: an operation of AWS.
pub const OPERATION: &str = "operation";
/// Label: the kind of a job.
pub const KIND: &str = "kind";
/// Label: the state of a job.
pub const STATE: &str = "state";
/// Label: the kind of thing that a step is about.
pub const STEP: &str = "step";
/// Label: how a try ended.
pub const OUTCOME: &str = "outcome";
/// Label: always `grpc`.
pub const RPC_SYSTEM: &str = "rpc.system.name";
/// Label: `package.Service/Method`.
pub const RPC_METHOD: &str = "rpc.method";
/// Label: the name of the status.
pub const RPC_STATUS: &str = "rpc.response.status_code";
/// Label: the name of the status, on failure.
pub const ERROR_TYPE: &str = "error.type";

// === impl Metric ===

impl Metric {
    /// What it is called on the page for Prometheus, without the endings of the parts of a histogram.
    pub fn page_name(&self) -> String {
        let plain = self.name.replace('.', "_");
        let unit = if self.unit == "s" { "_seconds" } else { "" };
        let total = if self.kind == MetricKind::Counter {
            "_total"
        } else {
            ""
        };
        format!("{plain}{unit}{total}")
    }
}

// === impl MetricKind ===

impl MetricKind {
    /// The upper bounds of its buckets, if it has any.
    pub fn bounds(self) -> &'static [f64] {
        match self {
            Self::Counter | Self::Gauge => &[],
            Self::Histogram(bounds) => bounds,
        }
    }

    /// The word for it.
    pub fn word(self) -> &'static str {
        match self {
            Self::Counter => "counter",
            Self::Gauge => "gauge",
            Self::Histogram(_) => "histogram",
        }
    }
}
