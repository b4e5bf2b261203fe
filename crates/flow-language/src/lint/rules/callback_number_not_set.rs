//! A call back without a number set on some way.

use crate::lint::{
    finding::Severity,
    paths::Done,
    report::Report,
    rule::{Check, Rule},
    scope::Scope,
};

pub(super) const RULE: Rule = Rule {
    code: "callback-number-not-set",
    title: "A call back without a number set on some way",
    severity: Severity::Note,
    explanation: "Without a number of its own, the call back goes to the number that the contact \
                  called from. That is none for a chat or a withheld number, and often not the \
                  number at which to call back.",
    remedy: "ask for the number and set it before the call back is made",
    check: Check::Flow(check),
};

fn check(scope: &Scope<'_>, report: &mut Report<'_>) {
    for action in scope.of_type("CreateCallbackContact") {
        if scope
            .known(action)
            .is_some_and(|known| !known.is(Done::Callback))
        {
            report.action(
                action,
                "on some way here no number for the call back is set",
            );
        }
    }
}
