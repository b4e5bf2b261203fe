//! A comparison of a fixed value.

use crate::lint::{
    finding::Severity,
    report::Report,
    rule::{Check, Rule},
    scope::{Scope, is_dynamic, parameter},
};

pub(super) const RULE: Rule = Rule {
    code: "static-comparison",
    title: "A comparison of a fixed value",
    severity: Severity::Error,
    explanation: "The block compares a value that the contact brings; a fixed one always goes the \
                  same way, and the documentation allows a single JSONPath only.",
    remedy: "name an attribute, such as $.Attributes.language",
    check: Check::Flow(check),
};

fn check(scope: &Scope<'_>, report: &mut Report<'_>) {
    for action in scope.of_type("Compare") {
        let compared = parameter(action, "/ComparisonValue").unwrap_or_default();
        if !is_dynamic(compared) {
            let message = format!("`{compared}` is the same for every contact");
            report.below(action, "/Parameters/ComparisonValue", message);
        }
    }
}
