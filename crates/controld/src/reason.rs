//! The reasons of errors, all of them.
//!
//! A reason is public: it never gets another meaning, and a key of its metadata never goes away.
//! `docs/errors.md` is this table; a test compares them.

/// The domain of every `google.rpc.ErrorInfo` of this daemon.
pub const DOMAIN: &str = "trunkline.v1";

/// A reason, and what it means.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Reason {
    /// The word.
    pub name: &'static str,
    /// The gRPC status that carries it, or `job` when it is the reason of a job's error.
    pub status: &'static str,
    /// What happened and what to do.
    pub meaning: &'static str,
    /// The keys of its metadata or detail.
    pub metadata: &'static [&'static str],
}

macro_rules! reasons {
    ($($name:ident, $status:literal, [$($key:literal),*], $meaning:literal;)+) => {
        $(
            #[doc = $meaning]
            pub const $name: &str = stringify!($name);
        )+

        /// Every reason, those of calls first.
        pub const TABLE: &[Reason] = &[$(Reason {
            name: $name,
            status: $status,
            meaning: $meaning,
            metadata: &[$($key),*],
        },)+];
    };
}

reasons! {
    FIELD_INVALID, "INVALID_ARGUMENT", ["violations"],
        "Fields of the request are wrong; `BadRequest` lists all that fit into a header.";
    SPEC_INVALID, "INVALID_ARGUMENT", ["findings", "shown"],
        "The spec has findings; `BadRequest` lists as many as fit, a call with `validate_only` all of them.";
    TERRAFORM_UNREADABLE, "INVALID_ARGUMENT", ["cause", "file", "aliases"],
        "Files of Terraform are no source of a spec; `BadRequest` lists them, `cause` is a word for the first, and `aliases` are what one can be chosen from.";
    MESSAGE_MALFORMED, "INVALID_ARGUMENT", ["method"],
        "The bytes sent are not the message that the method takes.";
    REQUEST_ID_REUSED, "INVALID_ARGUMENT", ["method", "request_id", "job"],
        "Another request had this `request_id`; its job, or the plan that it was about, is named. Take a fresh one.";
    NOT_FOUND, "NOT_FOUND", ["type", "name"],
        "There is no such thing, or no longer.";
    STATE_FORBIDS, "FAILED_PRECONDITION", ["job", "state", "action"],
        "The job is in a state in which this cannot be asked of it.";
    STEP_NOT_OPEN, "FAILED_PRECONDITION", ["job", "step", "action"],
        "No decision is wanted about this step.";
    PLAN_NOT_OPEN, "FAILED_PRECONDITION", ["plan", "state", "action"],
        "The plan is in a state in which this cannot be asked of it; a job says so too when the plan ended before it began.";
    PLAN_NOT_APPROVED, "FAILED_PRECONDITION", ["plan"],
        "The target of the plan asks for approval, and nobody approved it.";
    PLAN_SPEC_DIFFERS, "FAILED_PRECONDITION", ["plan"],
        "The spec that came along is not the one that the plan was made of.";
    APPROVAL_REQUIRED, "FAILED_PRECONDITION", ["target"],
        "The target takes changes by approved plans only; keep a plan, have it approved, and apply it.";
    APPROVAL_BY_CREATOR, "PERMISSION_DENIED", ["plan", "caller"],
        "A plan is approved by somebody else than who asked for it. Of `anonymous` nothing is known; `caller_header` says who calls.";
    QUERY_FAILED, "FAILED_PRECONDITION", ["cause", "scanned_bytes"],
        "Athena ran the query of a share and it failed, or it was stopped there; `cause` is what Athena says. What was scanned is billed.";
    QUERY_REFUSED, "FAILED_PRECONDITION", ["code", "operation"],
        "The query of a share was not run: AWS refused a call, or there is no way to the target. `connectctl share verify` says which link of the share is broken.";
    DIRECTORY_UNREADABLE, "FAILED_PRECONDITION", ["cause"],
        "The table that the agent directory is kept in cannot be read; `cause` says why, and what it takes.";
    MESSAGE_TOO_LARGE, "RESOURCE_EXHAUSTED", ["limit_bytes"],
        "The message is larger than the daemon takes; upload large files with `DocumentService`.";
    OVERLOADED, "RESOURCE_EXHAUSTED", ["limit"],
        "More calls are under way than the daemon serves at a time; `RetryInfo` says when to call again.";
    DEADLINE_EXCEEDED, "DEADLINE_EXCEEDED", ["timeout_ms"],
        "The deadline of the call passed. A job that it started goes on; the same `request_id` finds it.";
    DRAINING, "UNAVAILABLE", [],
        "The daemon is about to stop; `RetryInfo` says when to call again.";
    STORE_UNAVAILABLE, "UNAVAILABLE", [],
        "The daemon cannot read or write its store now; `RetryInfo` says when to call again.";
    METHOD_UNKNOWN, "UNIMPLEMENTED", ["method"],
        "The daemon has no such method; it may be older than the caller.";
    INTERNAL, "INTERNAL", [],
        "The daemon failed in a way that it did not foresee; its log says more.";
    CANCELLED, "job", [],
        "The job was asked to stop before all was done. It can be retried.";
    ABANDONED, "job", [],
        "A person gave the job up while it needed attention.";
    SIMULATOR_RESET, "job", ["target"],
        "The simulated AWS that the job worked on was lost when the daemon stopped.";
    TARGET_UNKNOWN, "job", ["target"],
        "The target of the job is no longer part of the daemon's configuration.";
    TARGET_UNUSABLE, "job", ["target"],
        "The way to the target cannot be opened; its `endpoint` or `ca_file` is wrong.";
    CENTER_NOT_FOUND, "job", ["alias", "hint"],
        "There is no instance with that alias in the target's account and Region; `hint` says which there are.";
    PRECONDITIONS_UNMET, "job", ["stop"],
        "What there is in AWS does not allow it; the findings say all that stands in the way. Nothing was written.";
    RELEASE_REFUSED, "job", ["stop"],
        "A stop of a release, or of its way back, was refused when its turn came, or a deploy when it went on, after something was written; the result says what became of each stop, and the findings what stands in the way. Mend it and retry the job, or take the release back.";
    QUOTA_EXCEEDED, "job", ["findings"],
        "More would be made than quotas of the account allow, each of them a finding; nothing was changed.";
    PLAN_STALE, "job", ["expected", "actual", "plan", "differences", "step", "field", "was", "is"],
        "The world has moved since the plan was made; look at a new plan. Of a kept plan the first difference is told, and `differences` has more.";
    STEPS_FAILED, "job", ["failed", "done", "total"],
        "Some steps were given up; the others were done. The job can be retried.";
    NEEDS_ATTENTION, "job", ["steps"],
        "What happened at some steps cannot be told apart; decide about each with `ResolveJob`.";
    CONFIRMATION_MISMATCH, "job", ["alias", "confirm"],
        "`confirm` is not the alias of the contact centre.";
}
