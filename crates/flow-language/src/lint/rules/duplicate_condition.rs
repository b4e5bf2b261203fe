//! A condition that stands twice in a block.

use std::collections::HashSet;

use serde_json::Value;

use crate::lint::{
    finding::Severity,
    report::Report,
    rule::{Check, Rule},
    scope::{Scope, entries, operands},
};

pub(super) const RULE: Rule = Rule {
    code: "duplicate-condition",
    title: "A condition that stands twice in a block",
    severity: Severity::Warning,
    explanation: "The first one is taken, so the second branch is dead. Mostly one of them was \
                  meant to be another value.",
    remedy: "change one of them, or remove the second",
    check: Check::Flow(check),
};

fn check(scope: &Scope<'_>, report: &mut Report<'_>) {
    for action in scope.actions() {
        let mut seen = HashSet::new();
        for (at, entry) in entries(action, "Conditions").enumerate() {
            let Some(condition) = entry.get("Condition") else {
                continue;
            };
            let text = condition.to_string();
            if !seen.insert(text) {
                let value = operands(entry)
                    .next()
                    .and_then(Value::as_str)
                    .unwrap_or_default();
                let pointer = format!("/Transitions/Conditions/{at}");
                report.below(
                    action,
                    &pointer,
                    format!("the condition `{value}` stands here twice"),
                );
            }
        }
    }
}
