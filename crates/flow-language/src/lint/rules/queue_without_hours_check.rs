//! A transfer to a queue without a look at the hours.

use super::queue_transfer;
use crate::lint::{
    finding::Severity,
    paths::Done,
    report::Report,
    rule::{Check, Rule},
    scope::Scope,
};

pub(super) const RULE: Rule = Rule {
    code: "queue-without-hours-check",
    title: "A transfer to a queue without a look at the hours",
    severity: Severity::Note,
    explanation: "Outside of the hours nobody works the queue, and the contact waits for ever or \
                  until the queue flow ends it.",
    remedy: "check the hours of operation before the transfer",
    check: Check::Flow(check),
};

fn check(scope: &Scope<'_>, report: &mut Report<'_>) {
    queue_transfer::without(
        Done::Hours,
        "the hours of operation are not checked",
        scope,
        report,
    );
}
