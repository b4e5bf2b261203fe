//! A call to a number whose failure looks like any other.

use crate::lint::{
    finding::Severity,
    report::Report,
    rule::{Check, Rule},
    scope::{Scope, errors, is_true},
};

pub(super) const RULE: Rule = Rule {
    code: "unhandled-third-party-outcome",
    title: "A call to a number whose failure looks like any other",
    severity: Severity::Note,
    explanation: "When the flow goes on after a transfer to a number, the call may have failed or \
                  not been answered in time. The service tells these apart; the flow does not, so \
                  the contact hears nothing that fits.",
    remedy: "add branches for CallFailed and ConnectionTimeLimitExceeded",
    check: Check::Flow(check),
};

fn check(scope: &Scope<'_>, report: &mut Report<'_>) {
    for action in scope.of_type("TransferParticipantToThirdParty") {
        let has = errors(action);
        let outcomes = ["CallFailed", "ConnectionTimeLimitExceeded"];
        let lacks: Vec<&str> = outcomes
            .into_iter()
            .filter(|error| !has.contains(error))
            .collect();
        if is_true(action, "/ContinueFlowExecution") && !lacks.is_empty() {
            let message = format!("there is no branch for {}", lacks.join(" and "));
            report.below(action, "/Transitions/Errors", message);
        }
    }
}
