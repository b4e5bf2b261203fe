//! A way out of a module that the caller does not follow, or that the module does not have.

use std::collections::HashSet;

use serde_json::Value;

use super::module_input::calls;
use crate::lint::{
    finding::Severity,
    report::Report,
    rule::{Check, Rule},
    scope::{Scope, entries, operands},
};

pub(super) const RULE: Rule = Rule {
    code: "module-result",
    title: "A way out of a module that the caller does not follow, or that the module does not have",
    severity: Severity::Error,
    explanation: "A condition on a result that the module does not have is refused when the flow \
                  is published. A result without a condition takes the plain way on.",
    remedy: "write one condition for each result of the module",
    check: Check::Flow(check),
};

/// A result that is not handled still goes on, so that is a warning.
fn check(scope: &Scope<'_>, report: &mut Report<'_>) {
    for (action, settings) in calls(scope) {
        let Some(results) = settings
            .pointer("/transitions/results")
            .and_then(Value::as_array)
        else {
            continue;
        };
        let results: Vec<&str> = results.iter().filter_map(name).collect();
        let mut handled = HashSet::new();
        for (at, entry) in entries(action, "Conditions").enumerate() {
            let Some(operand) = operands(entry).next().and_then(Value::as_str) else {
                continue;
            };
            handled.insert(operand);
            if !results.contains(&operand) {
                let pointer = format!("/Transitions/Conditions/{at}");
                report.below(
                    action,
                    &pointer,
                    format!("the module has no result `{operand}`"),
                );
            }
        }
        for result in results.iter().filter(|result| !handled.contains(*result)) {
            let message = format!("there is no condition for the result `{result}` of the module");
            report.below(action, "/Transitions", message).severity = Severity::Warning;
        }
    }
}

/// A result is a name, or has one under one of the members that are seen for it.
fn name(result: &Value) -> Option<&str> {
    let members = ["name", "Name", "ReferenceName"].iter();
    let mut named = members.filter_map(|member| result[*member].as_str());
    result.as_str().or_else(|| named.next())
}
