//! A parameter that is an empty text.

use serde_json::Value;

use crate::lint::{
    finding::Severity,
    report::Report,
    rule::{Check, Rule},
    scope::Scope,
};

pub(super) const RULE: Rule = Rule {
    code: "empty-parameter",
    title: "A parameter that is an empty text",
    severity: Severity::Warning,
    explanation: "The service was seen to refuse empty texts when a flow is published. References \
                  that are empty have a rule of their own.",
    remedy: "give the parameter a value or remove it",
    check: Check::Flow(check),
};

/// Only the parameters themselves: data for views may well be empty.
fn check(scope: &Scope<'_>, report: &mut Report<'_>) {
    for action in scope.actions() {
        let parameters = action.parameters().and_then(Value::as_object);
        for (name, _) in parameters
            .into_iter()
            .flatten()
            .filter(|(_, value)| value.as_str() == Some(""))
        {
            let pointer = format!("/Parameters/{name}");
            let path = action.path() + &pointer;
            if !scope
                .references
                .iter()
                .any(|reference| reference.path == path)
            {
                report.below(action, &pointer, format!("`{name}` is empty"));
            }
        }
    }
}
