//! A condition with an operator that the flow language does not have.

use serde_json::Value;

use crate::lint::{
    finding::Severity,
    report::Report,
    rule::{Check, Rule},
    scope::{Scope, entries, operands},
};

pub(super) const RULE: Rule = Rule {
    code: "unknown-operator",
    title: "A condition with an operator that the flow language does not have",
    severity: Severity::Error,
    explanation: "The service refuses operators that it does not know, and conditions with \
                  several operands.",
    remedy: "use one of Equals, TextStartsWith, TextEndsWith, TextContains, \
                  NumberGreaterThan, NumberGreaterOrEqualTo, NumberLessThan, NumberLessOrEqualTo, \
                  KeyExists",
    check: Check::Flow(check),
};

fn check(scope: &Scope<'_>, report: &mut Report<'_>) {
    for action in scope.actions() {
        for (at, entry) in entries(action, "Conditions").enumerate() {
            let operator = entry
                .pointer("/Condition/Operator")
                .and_then(Value::as_str)
                .unwrap_or_default();
            let pointer = format!("/Transitions/Conditions/{at}/Condition");
            if !OPERATORS.contains(&operator) {
                report.below(action, &pointer, format!("`{operator}` is not an operator"));
            } else if operands(entry).count() > 1 {
                report
                    .below(action, &pointer, "this condition has several operands")
                    .remedy = String::from("write a condition for each of them");
            }
        }
    }
}

const OPERATORS: &[&str] = &[
    "Equals",
    "TextStartsWith",
    "TextEndsWith",
    "TextContains",
    "NumberGreaterThan",
    "NumberGreaterOrEqualTo",
    "NumberLessThan",
    "NumberLessOrEqualTo",
    "KeyExists",
];
