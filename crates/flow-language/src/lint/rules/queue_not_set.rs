//! A transfer to a queue with no queue set on some way.

use crate::lint::{
    finding::Severity,
    paths::Done,
    report::Report,
    rule::{Check, Rule},
    scope::Scope,
};

pub(super) const RULE: Rule = Rule {
    code: "queue-not-set",
    title: "A transfer to a queue with no queue set on some way",
    severity: Severity::Warning,
    explanation: "The block takes the working queue of the contact. Without one it takes its \
                  error branch, and the contact is mostly disconnected.",
    remedy: "set the working queue on every way to this block",
    check: Check::Flow(check),
};

/// A flow that sets no queue at all is mostly entered from one that does, so that is a note.
fn check(scope: &Scope<'_>, report: &mut Report<'_>) {
    let sets = scope.of_type("UpdateContactTargetQueue").next().is_some();
    for action in scope.of_type("TransferContactToQueue") {
        if scope
            .known(action)
            .is_none_or(|known| known.is(Done::Queue))
        {
            continue;
        }
        if sets {
            report.action(action, "on some way here no working queue is set");
        } else {
            let message = "nothing in this flow sets a working queue before this block";
            report.action(action, message).severity = Severity::Note;
        }
    }
}
