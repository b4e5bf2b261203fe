//! What the daemon says when it refuses, out of the rich details of a gRPC status.

use std::{collections::BTreeMap, error::Error as _, time::Duration};

use serde_json::{Value, json};
use tonic::{Code, Status, TimeoutExpired};
use tonic_types::StatusExt as _;

/// A status with its details in the words of this program.
#[derive(Clone, Debug)]
pub(crate) struct Refusal {
    pub code: Code,
    pub message: String,
    /// A stable code of the daemon. Empty when the status came from elsewhere.
    pub reason: String,
    /// Every value that occurs in the message.
    pub metadata: BTreeMap<String, String>,
    /// What is wrong: the member or thing, and how.
    pub violations: Vec<(String, String)>,
    /// When to ask again, where the daemon says so.
    pub retry_after: Option<Duration>,
    /// Where to read on: description and address.
    pub links: Vec<(String, String)>,
    /// Whether no answer came at all: the connection could not be made or broke.
    pub severed: bool,
}

impl Refusal {
    /// Whether the same question may be asked again: all of them may be sent twice, and it is the
    /// connection or the daemon's load that stands in the way.
    pub(crate) fn may_pass(&self) -> bool {
        self.severed || self.code == Code::Unavailable || self.retry_after.is_some()
    }

    /// Whether a stream that ended so may be taken up again.
    pub(crate) fn breaks_off(&self) -> bool {
        self.may_pass()
            || matches!(
                self.code,
                Code::Unknown
                    | Code::Internal
                    | Code::Aborted
                    | Code::Cancelled
                    | Code::DataLoss
                    | Code::DeadlineExceeded
                    | Code::ResourceExhausted
            )
    }

    /// The message with the stable code.
    pub(crate) fn headline(&self) -> String {
        let code = if self.reason.is_empty() {
            name(self.code)
        } else {
            &self.reason
        };
        match self.summary() {
            "" => format!("the daemon answers {code}"),
            message if self.severed => message.to_owned(),
            message => format!("{message} [{code}]"),
        }
    }

    /// The message. Where several things are wrong it ends with the first of them, which the details begin
    /// with.
    fn summary(&self) -> &str {
        let message = self.message.as_str();
        let [(subject, text), _, ..] = self.violations.as_slice() else {
            return message;
        };
        let summary = message.strip_suffix(&format!(": {subject}: {text}"));
        summary.unwrap_or(message)
    }

    /// The same with options in the place of the fields of the request that they fill.
    pub(crate) fn with_options(mut self, options: &[(&str, &str)]) -> Self {
        for (subject, text) in &mut self.violations {
            let field = subject.split('[').next().unwrap_or_default();
            let row = options.iter().find(|(of, _)| *of == field);
            let Some((_, option)) = row else { continue };
            let told = format!("{subject}: {text}");
            if let Some(before) = self.message.strip_suffix(&told) {
                self.message = format!("{before}{option}: {text}");
            }
            (*option).clone_into(subject);
        }
        self
    }

    pub(crate) fn details(&self) -> Vec<String> {
        let violations = match self.violations.as_slice() {
            [(subject, text)] if self.says(subject, text) => &[],
            violations => violations,
        };
        let violations = violations
            .iter()
            .map(|(subject, text)| match subject.as_str() {
                "" => text.clone(),
                subject => format!("{subject}: {text}"),
            });
        let links = self
            .links
            .iter()
            .map(|(text, url)| format!("{text}: {url}"));
        violations.chain(links).collect()
    }

    /// Whether the message itself is about this subject and says all of the text.
    fn says(&self, subject: &str, text: &str) -> bool {
        let of_it = text
            .strip_prefix("it ")
            .map(|said| format!("{subject} {said}"));
        of_it.is_some_and(|said| said == self.message)
            || self.message.ends_with(&format!("{subject}: {text}"))
    }

    /// What to do about it, where this program knows better than the message.
    pub(crate) fn remedy(&self) -> String {
        match (self.reason.as_str(), self.code) {
            ("REQUEST_ID_REUSED", _) => {
                "Another request has this id. Leave out --request-id to make a new one.".to_owned()
            }
            ("PLAN_STALE", _) => "Look at a new plan: connectctl plan".to_owned(),
            ("APPROVAL_REQUIRED", _) => {
                "Keep a plan with `connectctl plan --save`, and apply it with --plan.".to_owned()
            }
            ("PLAN_NOT_APPROVED", _) => format!(
                "Somebody else approves it: connectctl plans approve {}",
                self.metadata.get("plan").map_or("", String::as_str)
            ),
            ("QUERY_REFUSED", _) => {
                "Look which link of the share is broken: connectctl share verify".to_owned()
            }
            ("PLAN_SPEC_DIFFERS", _) => {
                "Leave out -f to apply the spec of the plan, or make another plan.".to_owned()
            }
            (_, Code::Unimplemented) => {
                "The daemon does not know this; is it older than connectctl?".to_owned()
            }
            _ => String::new(),
        }
    }

    pub(crate) fn json(&self) -> Value {
        let violations: Vec<_> = self
            .violations
            .iter()
            .map(|(subject, description)| json!({ "subject": subject, "description": description }))
            .collect();
        let mut error = json!({ "code": name(self.code) });
        for (member, value, present) in [
            ("reason", json!(self.reason), !self.reason.is_empty()),
            ("metadata", json!(self.metadata), !self.metadata.is_empty()),
            ("violations", json!(violations), !violations.is_empty()),
        ] {
            if present {
                error[member] = value;
            }
        }
        error
    }
}

impl From<Status> for Refusal {
    fn from(status: Status) -> Self {
        let details = status.get_error_details();
        let info = details.error_info();
        let mut refusal = Self {
            code: status.code(),
            message: status.message().to_owned(),
            reason: info.map(|info| info.reason.clone()).unwrap_or_default(),
            metadata: info
                .map(|info| info.metadata.clone().into_iter().collect())
                .unwrap_or_default(),
            violations: Vec::new(),
            retry_after: details.retry_info().and_then(|info| info.retry_delay),
            links: Vec::new(),
            severed: status.source().is_some(),
        };
        if let Some(bad) = details.bad_request() {
            let violations = bad.field_violations.iter();
            refusal
                .violations
                .extend(violations.map(|it| (it.field.clone(), it.description.clone())));
        }
        if let Some(failure) = details.precondition_failure() {
            let violations = failure.violations.iter();
            refusal
                .violations
                .extend(violations.map(|it| (it.subject.clone(), it.description.clone())));
        }
        if let Some(failure) = details.quota_failure() {
            let violations = failure.violations.iter();
            refusal
                .violations
                .extend(violations.map(|it| (it.subject.clone(), it.description.clone())));
        }
        if let Some(help) = details.help() {
            let links = help.links.iter();
            refusal
                .links
                .extend(links.map(|it| (it.description.clone(), it.url.clone())));
        }
        refusal.look_below(&status);
        refusal
    }
}

impl Refusal {
    /// Says what lies at the bottom of a broken connection instead of "transport error".
    fn look_below(&mut self, status: &Status) {
        let mut below = status.source();
        while let Some(error) = below {
            if error.is::<TimeoutExpired>() {
                self.code = Code::DeadlineExceeded;
                self.severed = false;
            }
            self.message = error.to_string();
            below = error.source();
        }
    }
}

/// The code as gRPC spells it.
fn name(code: Code) -> &'static str {
    match code {
        Code::Ok => "OK",
        Code::Cancelled => "CANCELLED",
        Code::Unknown => "UNKNOWN",
        Code::InvalidArgument => "INVALID_ARGUMENT",
        Code::DeadlineExceeded => "DEADLINE_EXCEEDED",
        Code::NotFound => "NOT_FOUND",
        Code::AlreadyExists => "ALREADY_EXISTS",
        Code::PermissionDenied => "PERMISSION_DENIED",
        Code::ResourceExhausted => "RESOURCE_EXHAUSTED",
        Code::FailedPrecondition => "FAILED_PRECONDITION",
        Code::Aborted => "ABORTED",
        Code::OutOfRange => "OUT_OF_RANGE",
        Code::Unimplemented => "UNIMPLEMENTED",
        Code::Internal => "INTERNAL",
        Code::Unavailable => "UNAVAILABLE",
        Code::DataLoss => "DATA_LOSS",
        Code::Unauthenticated => "UNAUTHENTICATED",
    }
}
