//! An inbound flow without an end.

use crate::{
    action::Action,
    lint::{
        finding::Severity,
        report::Report,
        rule::{Check, Rule},
        scope::Scope,
    },
};

pub(super) const RULE: Rule = Rule {
    code: "no-ending",
    title: "An inbound flow without an end",
    severity: Severity::Warning,
    explanation: "No block that contacts come to disconnects them, puts them into a queue or \
                  hands them over. What the flow does not decide, the service decides.",
    remedy: "end every way with a Disconnect block, a transfer, or another flow",
    check: Check::Flow(check),
};

fn check(scope: &Scope<'_>, report: &mut Report<'_>) {
    let mut reached = scope
        .actions()
        .filter(|action| scope.reachable[action.index])
        .peekable();
    if scope.is_inbound() && reached.peek().is_some() && !reached.any(ends) {
        report.flow(
            "/Actions",
            "no block of this flow ends the contact or hands it over",
        );
    }
}

/// Types that the linter does not know may end a contact too.
fn ends(action: Action<'_>) -> bool {
    action.group().is_none()
        || matches!(
            action.action_type(),
            "DisconnectParticipant"
                | "EndFlowExecution"
                | "TransferContactToAgent"
                | "TransferContactToQueue"
                | "TransferParticipantToThirdParty"
                | "TransferToFlow"
        )
}
