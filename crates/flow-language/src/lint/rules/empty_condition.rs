//! A condition without a value to compare with.

use crate::lint::{
    finding::Severity,
    report::Report,
    rule::{Check, Rule},
    scope::{Scope, entries, operands},
};

pub(super) const RULE: Rule = Rule {
    code: "empty-condition",
    title: "A condition without a value to compare with",
    severity: Severity::Error,
    explanation: "The service refuses an empty operand when the flow is published.",
    remedy: "give the condition a value or remove it",
    check: Check::Flow(check),
};

fn check(scope: &Scope<'_>, report: &mut Report<'_>) {
    for action in scope.actions() {
        for (at, entry) in entries(action, "Conditions").enumerate() {
            let mut values = operands(entry).peekable();
            if values.peek().is_none() || values.any(|value| value.as_str() == Some("")) {
                let pointer = format!("/Transitions/Conditions/{at}");
                report.below(
                    action,
                    &pointer,
                    "this condition has nothing to compare with",
                );
            }
        }
    }
}
