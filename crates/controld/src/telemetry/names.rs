//! The names of all metrics and of their labels. Dashboards are built on them, so they stay.
//!
//! Labels have few values: never a tenant, a job, a name or an ARN.

/// Length of a call, in seconds. Labels: system, method, status, error type.
pub const RPC_DURATION: &str = "rpc.server.call.duration";
/// Jobs that are not finished, or need attention. Labels: kind, state.
pub const JOBS: &str = "controld.jobs";
/// From the start of a job's run to its end, in seconds. Labels: kind, state.
pub const JOB_DURATION: &str = "controld.job.duration";
/// Changes of a job's state. Labels: kind, state (the new one).
pub const JOB_TRANSITIONS: &str = "controld.job.transitions";
/// Age of the oldest queued job, in seconds.
pub const QUEUE_OLDEST_AGE: &str = "controld.queue.oldest_age";
/// Queued jobs.
pub const QUEUE_DEPTH: &str = "controld.queue.depth";
/// Jobs that need attention.
pub const NEEDS_ATTENTION: &str = "controld.needs_attention";
/// Jobs that were claimed.
pub const LEASE_ACQUIRED: &str = "controld.lease.acquired";
/// Rounds of prolonging leases that failed.
pub const LEASE_RENEW_FAILED: &str = "controld.lease.renew_failed";
/// Leases that somebody else has taken.
pub const LEASE_LOST: &str = "controld.lease.lost";
/// Writes that were refused because their lease is not the newest.
pub const FENCE_REJECTED: &str = "controld.fence.rejected";
/// Tries at steps. Labels: kind (of the job), step (the kind of the thing), outcome.
pub const STEP_ATTEMPTS: &str = "controld.step.attempts";
/// Steps whose outcome cannot be told apart. Labels: kind, step.
pub const STEP_AMBIGUOUS: &str = "controld.step.ambiguous";
/// Requests whose job was there already.
pub const IDEMPOTENCY_HITS: &str = "controld.idempotency.hits";
/// Requests whose name another request had.
pub const IDEMPOTENCY_MISMATCHES: &str = "controld.idempotency.mismatches";
/// Length of a commit of the store, in seconds.
pub const STORE_COMMIT_DURATION: &str = "controld.store.commit.duration";
/// Commands in a commit of the store.
pub const STORE_BATCH_SIZE: &str = "controld.store.batch.size";
/// Times at which the daemon was to start something. Labels: outcome.
pub const SCHEDULE_FIRED: &str = "controld.schedule.fired";
/// What is not as it should be about shares. Labels: kind.
pub const SHARE_ALERTS: &str = "controld.share.alerts";
/// Tries to tell somebody of it. Labels: outcome.
pub const SHARE_NOTICES: &str = "controld.share.notices";
/// Files that arrived where a watch looks, and looks that failed. Labels: outcome.
pub const AGENT_ARRIVALS: &str = "controld.agent.arrivals";
/// Calls that were turned away under load.
pub const RPC_SHED: &str = "controld.rpc.shed";

/// Length of a call to AWS, in seconds. Labels: service, operation, outcome.
pub const AWS_CALL_DURATION: &str = "controld.aws.call.duration";
/// Calls that AWS refused for their rate. Labels: service, operation.
pub const AWS_THROTTLES: &str = "controld.aws.throttles";
/// How long a call waited for its turn, in seconds. Labels: service, operation.
pub const RATELIMIT_WAIT: &str = "controld.ratelimit.wait";

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
