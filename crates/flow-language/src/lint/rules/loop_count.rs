//! A number of loops that is not allowed.

use crate::lint::{
    finding::Severity,
    report::Report,
    rule::{Check, Rule},
    scope::{Scope, is_dynamic, parameter},
};

pub(super) const RULE: Rule = Rule {
    code: "loop-count",
    title: "A number of loops that is not allowed",
    severity: Severity::Error,
    explanation: "The documentation allows 0 to 100.",
    remedy: "set a number from 0 to 100, or an attribute",
    check: Check::Flow(check),
};

fn check(scope: &Scope<'_>, report: &mut Report<'_>) {
    for action in scope.of_type("Loop") {
        let Some(count) = parameter(action, "/LoopCount") else {
            continue;
        };
        let fits = is_dynamic(count) || count.parse::<u32>().is_ok_and(|count| count <= 100);
        if !fits {
            report.below(
                action,
                "/Parameters/LoopCount",
                format!("`{count}` is not a number from 0 to 100"),
            );
        }
    }
}
