//! The one place that makes a status of gRPC out of a refusal.
//!
//! Every status says its reason (`ErrorInfo`, with every value that its message has), and what its
//! class asks for: all fields, what forbids it, which thing, when to come again.

use std::{collections::HashMap, time::Duration};

use connect_model::Finding;
use reconcile::StepId;
use terraform_import::Unreadable;
use tonic::{Code, Status};
use tonic_types::{ErrorDetails, StatusExt};
use uuid::Uuid;

use crate::{
    jobs::{Forbidden, JobId, PlanForbidden, PlanId},
    reason::{self, DOMAIN},
    refusal::{Misread, QueryTrouble, Refusal, Violation},
    store::StoreError,
};

/// When to come again after an overload.
const RETRY_OVERLOADED: Duration = Duration::from_millis(500);
/// When to come again while the daemon restarts or its store is away.
const RETRY_UNAVAILABLE: Duration = Duration::from_secs(2);

/// Most bytes of violations in one status. Statuses travel in headers, and common clients take 8 to
/// 16 KiB of those; the encoding adds a third.
const VIOLATION_BYTES_MAX: usize = 4096;

impl From<Refusal> for Status {
    fn from(refusal: Refusal) -> Self {
        let message = message(&refusal);
        let (code, details) = parts(refusal, &message);
        Self::with_error_details(code, message, details)
    }
}

/// The refusal in words. Of many violations the first is worth a line.
fn message(refusal: &Refusal) -> String {
    let first = match refusal {
        Refusal::Invalid(violations) => violations.first().cloned(),
        Refusal::Spec(findings) => findings.first().map(violation),
        Refusal::Terraform(misread) => misread.first().map(misreading),
        _ => None,
    };
    match first {
        Some(first) => format!("{refusal}: {}: {}", first.field, first.description),
        None => refusal.to_string(),
    }
}

fn parts(refusal: Refusal, message: &str) -> (Code, ErrorDetails) {
    match refusal {
        Refusal::Invalid(violations) => (Code::InvalidArgument, invalid(&violations)),
        Refusal::Spec(findings) => (Code::InvalidArgument, spec_invalid(&findings)),
        Refusal::Terraform(misread) => (Code::InvalidArgument, unreadable(&misread)),
        Refusal::RequestIdReused {
            method,
            request_id,
            owner,
        } => (
            Code::InvalidArgument,
            reused(method, request_id, owner, message),
        ),
        Refusal::NotFound { kind, name } => (Code::NotFound, missing(kind, name, message)),
        Refusal::Forbidden {
            job,
            action,
            step,
            why,
        } => {
            let details = forbidden(job, action, step.as_ref(), why);
            precondition(details, "STATE", format!("jobs/{job}"), message)
        }
        Refusal::PlanForbidden { plan, action, why } => plan_forbidden(plan, action, why, message),
        Refusal::PlanSpecDiffers(plan) => {
            let details = told(reason::PLAN_SPEC_DIFFERS, [("plan", plan.to_string())]);
            precondition(details, "SPEC", plan.to_string(), message)
        }
        Refusal::ApprovalRequired(target) => {
            let details = told(reason::APPROVAL_REQUIRED, [("target", target.to_string())]);
            precondition(details, "APPROVAL", format!("targets/{target}"), message)
        }
        Refusal::Query(trouble) => query(trouble, message),
        Refusal::Directory(cause) => (
            Code::FailedPrecondition,
            told(reason::DIRECTORY_UNREADABLE, [("cause", cause)]),
        ),
        Refusal::Malformed { method } => {
            let mut details = told(reason::MESSAGE_MALFORMED, [("method", method)]);
            details.add_bad_request_violation("", message);
            (Code::InvalidArgument, details)
        }
        Refusal::TooLarge { limit_bytes } => {
            let info = [("limit_bytes", limit_bytes.to_string())];
            (
                Code::ResourceExhausted,
                told(reason::MESSAGE_TOO_LARGE, info),
            )
        }
        Refusal::Overloaded { limit } => {
            let details = told(reason::OVERLOADED, [("limit", limit.to_string())]);
            (Code::ResourceExhausted, again(details, RETRY_OVERLOADED))
        }
        Refusal::Deadline(timeout) => {
            let info = [("timeout_ms", timeout.as_millis().to_string())];
            (
                Code::DeadlineExceeded,
                told(reason::DEADLINE_EXCEEDED, info),
            )
        }
        Refusal::Draining => {
            let details = told(reason::DRAINING, []);
            (Code::Unavailable, again(details, RETRY_UNAVAILABLE))
        }
        Refusal::UnknownMethod { method } => (
            Code::Unimplemented,
            told(reason::METHOD_UNKNOWN, [("method", method)]),
        ),
        Refusal::Store(cause) => store(&cause),
        Refusal::Internal(cause) => internal(&cause),
    }
}

fn invalid(violations: &[Violation]) -> ErrorDetails {
    let count = violations.len().to_string();
    let details = told(reason::FIELD_INVALID, [("violations", count)]);
    listing(details, shown(violations))
}

fn spec_invalid(findings: &[Finding]) -> ErrorDetails {
    let violations: Vec<_> = findings.iter().map(violation).collect();
    let shown = shown(&violations);
    let info = [
        ("findings", findings.len().to_string()),
        ("shown", shown.len().to_string()),
    ];
    listing(told(reason::SPEC_INVALID, info), shown)
}

fn violation(finding: &Finding) -> Violation {
    let Finding {
        place,
        message,
        rule,
        remedy,
    } = finding;
    let description = format!("{message} [{rule}]; remedy: {remedy}");
    Violation::new(place.to_string(), description)
}

fn unreadable(misread: &[Misread]) -> ErrorDetails {
    let first = misread.first();
    let cause = first.map(|first| &first.cause);
    let file = first.map(|first| first.file.clone());
    let info = [
        (
            "cause",
            cause.map(cause_word).unwrap_or_default().to_owned(),
        ),
        ("file", file.unwrap_or_default()),
        ("aliases", cause.map(aliases).unwrap_or_default()),
    ];
    let violations: Vec<_> = misread.iter().map(misreading).collect();
    listing(told(reason::TERRAFORM_UNREADABLE, info), shown(&violations))
}

fn misreading(misread: &Misread) -> Violation {
    Violation::new(&misread.field, misread.cause.to_string())
}

fn cause_word(cause: &Unreadable) -> &'static str {
    match cause {
        Unreadable::NotText => "NOT_TEXT",
        Unreadable::NotJson { .. } => "NOT_JSON",
        Unreadable::NotHcl { .. } => "NOT_HCL",
        Unreadable::TooDeep { .. } => "TOO_DEEP",
        Unreadable::TooMany { .. } => "TOO_MANY",
        Unreadable::StateNotAlone => "STATE_NOT_ALONE",
        Unreadable::StateVersion { .. } => "STATE_VERSION",
        Unreadable::NothingToImport => "NOTHING_TO_IMPORT",
        Unreadable::SeveralInstances { .. } => "SEVERAL_INSTANCES",
        Unreadable::UnknownAlias { .. } => "UNKNOWN_ALIAS",
        Unreadable::NoAlias => "NO_ALIAS",
    }
}

fn aliases(cause: &Unreadable) -> String {
    match cause {
        Unreadable::SeveralInstances { aliases } | Unreadable::UnknownAlias { aliases, .. } => {
            aliases.join(",")
        }
        _ => String::new(),
    }
}

fn listing(mut details: ErrorDetails, violations: &[Violation]) -> ErrorDetails {
    for violation in violations {
        details.add_bad_request_violation(&violation.field, &violation.description);
    }
    details
}

/// As many violations as fit, the first always.
fn shown(violations: &[Violation]) -> &[Violation] {
    let mut bytes = 0;
    let fit = violations.iter().take_while(|violation| {
        bytes += violation.field.len() + violation.description.len();
        bytes <= VIOLATION_BYTES_MAX
    });
    let fit = fit.count().max(1).min(violations.len());
    &violations[..fit]
}

fn query(trouble: QueryTrouble, message: &str) -> (Code, ErrorDetails) {
    const SUBJECT: &str = "the query";
    let details = match trouble {
        QueryTrouble::Failed {
            cause,
            scanned_bytes,
        } => {
            let scanned_bytes = scanned_bytes.to_string();
            let info = [("cause", cause), ("scanned_bytes", scanned_bytes)];
            told(reason::QUERY_FAILED, info)
        }
        QueryTrouble::Refused {
            code, operation, ..
        } => told(
            reason::QUERY_REFUSED,
            [("code", code), ("operation", operation)],
        ),
    };
    precondition(details, "QUERY", SUBJECT.into(), message)
}

fn reused(method: &str, request_id: Uuid, owner: String, message: &str) -> ErrorDetails {
    let info = [
        ("method", method.to_owned()),
        ("request_id", request_id.to_string()),
        ("job", owner),
    ];
    let mut details = told(reason::REQUEST_ID_REUSED, info);
    details.add_bad_request_violation("request_id", message);
    details
}

fn missing(kind: &str, name: String, message: &str) -> ErrorDetails {
    let info = [("type", kind.to_owned()), ("name", name.clone())];
    let mut details = told(reason::NOT_FOUND, info);
    details.set_resource_info(format!("{DOMAIN}/{kind}"), name, "", message);
    details
}

fn forbidden(job: JobId, action: &str, step: Option<&StepId>, why: Forbidden) -> ErrorDetails {
    let job = ("job", format!("jobs/{job}"));
    let action = ("action", action.to_owned());
    match why {
        Forbidden::ByState(state) => {
            let state = ("state", state.word().to_owned());
            told(reason::STATE_FORBIDS, [job, state, action])
        }
        Forbidden::StepNotOpen => {
            let step = step.map(ToString::to_string).unwrap_or_default();
            told(reason::STEP_NOT_OPEN, [job, ("step", step), action])
        }
    }
}

fn plan_forbidden(
    plan: PlanId,
    action: &str,
    why: PlanForbidden,
    message: &str,
) -> (Code, ErrorDetails) {
    let name = plan.to_string();
    let plan = ("plan", name.clone());
    match why {
        PlanForbidden::ByState(state) => {
            let info = [
                plan,
                ("state", state.word().to_owned()),
                ("action", action.to_owned()),
            ];
            precondition(told(reason::PLAN_NOT_OPEN, info), "STATE", name, message)
        }
        PlanForbidden::NotApproved => precondition(
            told(reason::PLAN_NOT_APPROVED, [plan]),
            "APPROVAL",
            name,
            message,
        ),
        PlanForbidden::ByCreator(caller) => {
            let details = told(reason::APPROVAL_BY_CREATOR, [plan, ("caller", caller)]);
            (Code::PermissionDenied, details)
        }
    }
}

fn precondition(
    mut details: ErrorDetails,
    kind: &str,
    subject: String,
    message: &str,
) -> (Code, ErrorDetails) {
    let description = of_subject(&subject, message);
    details.add_precondition_failure_violation(kind, subject, description);
    (Code::FailedPrecondition, details)
}

/// What a message says of its subject, for a place where the subject stands before it.
fn of_subject(subject: &str, message: &str) -> String {
    match message.strip_prefix(subject) {
        Some(said) => format!("it{said}"),
        None => message.to_owned(),
    }
}

fn store(cause: &StoreError) -> (Code, ErrorDetails) {
    match cause {
        StoreError::Unavailable(..) => {
            tracing::error!(cause = cause as &dyn std::error::Error, "the store failed");
            let details = told(reason::STORE_UNAVAILABLE, []);
            (Code::Unavailable, again(details, RETRY_UNAVAILABLE))
        }
        StoreError::Lost | StoreError::Unreadable(_) => internal(&cause.to_string()),
    }
}

/// The cause goes to the log, never to the caller.
fn internal(cause: &str) -> (Code, ErrorDetails) {
    tracing::error!(cause, "an internal error");
    (Code::Internal, told(reason::INTERNAL, []))
}

fn again(mut details: ErrorDetails, after: Duration) -> ErrorDetails {
    details.set_retry_info(Some(after));
    details
}

fn told(reason: &str, metadata: impl IntoIterator<Item = (&'static str, String)>) -> ErrorDetails {
    let metadata: HashMap<String, String> = metadata
        .into_iter()
        .map(|(key, value)| (key.to_owned(), value))
        .collect();
    ErrorDetails::with_error_info(reason, DOMAIN, metadata)
}

#[cfg(test)]
mod tests {
    use connect_model::TargetName;

    use super::*;
    use crate::jobs::{JobId, PlanState, State};

    /// Subject and description of what forbids it.
    fn forbids(refusal: Refusal) -> (String, String) {
        let status = Status::from(refusal);
        let failure = status.get_details_precondition_failure();
        let violation = failure
            .expect("it says what forbids it")
            .violations
            .remove(0);
        (violation.subject, violation.description)
    }

    #[test]
    fn what_forbids_a_call_names_its_subject_once() {
        let (plan, job) = (PlanId(Uuid::nil()), JobId(Uuid::nil()));
        let by_state = PlanForbidden::ByState(PlanState::Applied);
        let target = TargetName::new("prod").expect("it is a name");
        for (refusal, says) in [
            (
                Refusal::PlanForbidden {
                    plan,
                    action: "apply",
                    why: by_state,
                },
                "it is applied: apply cannot be asked of it",
            ),
            (
                Refusal::Forbidden {
                    job,
                    action: "retry",
                    step: None,
                    why: Forbidden::ByState(State::Succeeded),
                },
                "it is succeeded: retry cannot be asked of it",
            ),
            (
                Refusal::PlanSpecDiffers(plan),
                "it is not of the spec that came with the request",
            ),
            (
                Refusal::ApprovalRequired(target),
                "it takes changes by approved plans only: keep a plan, have it approved, apply it",
            ),
        ] {
            let (subject, description) = forbids(refusal);
            assert_eq!(description, says, "{subject}");
        }
    }
}
