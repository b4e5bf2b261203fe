//! A module that does not return.

use crate::{
    action::Action,
    flow_type::Role,
    lint::{
        finding::Severity,
        report::Report,
        rule::{Check, Rule},
        scope::Scope,
    },
};

pub(super) const RULE: Rule = Rule {
    code: "module-without-return",
    title: "A module that does not return",
    severity: Severity::Error,
    explanation: "The service demands that a module ends by returning to its caller.",
    remedy: "end every way through the module with a Return block",
    check: Check::Flow(check),
};

fn check(scope: &Scope<'_>, report: &mut Report<'_>) {
    let returns = |action: Action<'_>| scope.reachable[action.index];
    if scope.role == Role::Module && !scope.of_type("EndFlowModuleExecution").any(returns) {
        report.flow(
            "/Actions",
            "no way through this module returns to its caller",
        );
    }
}
