//! A transfer to a queue without a look at its state.

use super::queue_transfer;
use crate::lint::{
    finding::Severity,
    paths::Done,
    report::Report,
    rule::{Check, Rule},
    scope::Scope,
};

pub(super) const RULE: Rule = Rule {
    code: "queue-without-staffing-check",
    title: "A transfer to a queue without a look at its state",
    severity: Severity::Note,
    explanation: "With no agent there, or too many contacts waiting, the contact cannot be told \
                  so or offered a call back.",
    remedy: "check the queue status or staffing before the transfer",
    check: Check::Flow(check),
};

fn check(scope: &Scope<'_>, report: &mut Report<'_>) {
    queue_transfer::without(
        Done::Staffing,
        "neither staffing nor the state of the queue is checked",
        scope,
        report,
    );
}
