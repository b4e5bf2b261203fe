//! A transfer to a queue without a look at the hours.

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

/// One finding for the flow, at its first such block.
fn check(scope: &Scope<'_>, report: &mut Report<'_>) {
    let mut unchecked = scope.of_type("TransferContactToQueue").filter(|action| {
        let known = scope.known(*action);
        known.is_some_and(|known| !known.is(Done::Hours))
    });
    let Some(first) = unchecked.next() else {
        return;
    };
    let more = match unchecked.count() {
        0 => String::new(),
        1 => ", nor before one more such block".to_owned(),
        more => format!(", nor before {more} more such blocks"),
    };
    report.action(
        first,
        format!("on some way here the hours of operation are not checked{more}"),
    );
}
