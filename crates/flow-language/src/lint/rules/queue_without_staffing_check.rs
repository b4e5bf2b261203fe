//! A transfer to a queue without a look at its state.

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

/// One finding for the flow, at its first such block.
fn check(scope: &Scope<'_>, report: &mut Report<'_>) {
    let mut unchecked = scope.of_type("TransferContactToQueue").filter(|action| {
        let known = scope.known(*action);
        known.is_some_and(|known| !known.is(Done::Staffing))
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
        format!("on some way here neither staffing nor the state of the queue is checked{more}"),
    );
}
