//! A loop that only failures lead out of.

use super::endless_loop::{entry, leaving, may_go_round};
use crate::{
    action::BranchPlace,
    graph::Edge,
    lint::{
        finding::Severity,
        report::Report,
        rule::{Check, Rule},
        scope::Scope,
    },
};

pub(super) const RULE: Rule = Rule {
    code: "loop-left-by-errors",
    title: "A loop that only failures lead out of",
    severity: Severity::Warning,
    explanation: "As long as everything works, a contact that comes here never leaves, whatever \
                  it does.",
    remedy: "add a way out that does not need a failure: a Loop block with a count, or a \
                  condition",
    check: Check::Flow(check),
};

fn check(scope: &Scope<'_>, report: &mut Report<'_>) {
    for members in scope.components.loops(&scope.graph) {
        let mut ways = leaving(scope, members).peekable();
        if ways.peek().is_none() || may_go_round(scope, members) {
            continue;
        }
        if ways.all(is_failure) {
            let first = scope.graph.action(entry(scope, members));
            report.action(first, "only failures lead out of the loop that begins here");
        }
    }
}

/// Errors that are answers (no input, no match, no capacity) are no failures.
fn is_failure(edge: &Edge<'_>) -> bool {
    let is_error = matches!(edge.branch.place, BranchPlace::Error(_));
    is_error && edge.branch.label == Some("NoMatchingError")
}
