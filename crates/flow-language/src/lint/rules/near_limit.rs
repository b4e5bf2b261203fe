//! A flow that is close to a limit of the service.

use crate::{
    check::{ACTIONS_MAX, CONTENT_CHARS_MAX},
    lint::{
        finding::Severity,
        report::Report,
        rule::{Check, Rule},
        scope::Scope,
    },
};

pub(super) const RULE: Rule = Rule {
    code: "near-limit",
    title: "A flow that is close to a limit of the service",
    severity: Severity::Warning,
    explanation: "Above 250 actions or 256,000 characters the service refuses the flow. Whoever \
                  changes it next may not be able to save.",
    remedy: "move a part into a module or another flow",
    check: Check::Flow(check),
};

/// Over the limit is for `flow-size`.
fn check(scope: &Scope<'_>, report: &mut Report<'_>) {
    let is_near = |count: usize, most: usize| count <= most && count * 10 >= most * 9;
    let actions = scope.graph.actions().len();
    if is_near(actions, ACTIONS_MAX) {
        report.flow(
            "/Actions",
            format!("there are {actions} actions of {ACTIONS_MAX} at most"),
        );
    }
    let length = scope.document.to_json().chars().count();
    if is_near(length, CONTENT_CHARS_MAX) {
        report.flow(
            "",
            format!("the content has {length} characters of {CONTENT_CHARS_MAX} at most"),
        );
    }
}
