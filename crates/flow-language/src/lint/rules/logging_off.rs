//! An inbound flow that does not switch its log on.

use crate::{
    action::Action,
    lint::{
        finding::Severity,
        report::Report,
        rule::{Check, Rule},
        scope::{Scope, parameter},
    },
};

pub(super) const RULE: Rule = Rule {
    code: "logging-off",
    title: "An inbound flow that does not switch its log on",
    severity: Severity::Note,
    explanation: "Without a log nobody can tell afterwards which way a contact took, or why a \
                  block failed.",
    remedy: "begin the flow with a Set logging behavior block",
    check: Check::Flow(check),
};

fn check(scope: &Scope<'_>, report: &mut Report<'_>) {
    let is_on = |action: Action<'_>| {
        scope.reachable[action.index]
            && parameter(action, "/FlowLoggingBehavior") == Some("Enabled")
    };
    // A stub or a farewell has nothing to log.
    let is_long = scope.graph.actions().len() > 2;
    let is_first = scope.is_inbound() && !scope.context.follows_another;
    if is_long && is_first && !scope.of_type("UpdateFlowLoggingBehavior").any(is_on) {
        report.flow("/StartAction", "no block of this flow switches logging on");
    }
}
