//! A name that is often taken for an action type.

use crate::lint::{
    finding::Severity,
    report::Report,
    rule::{Check, Rule},
    scope::Scope,
};

pub(super) const RULE: Rule = Rule {
    code: "misnamed-action-type",
    title: "A name that is often taken for an action type",
    severity: Severity::Error,
    explanation: "Documentation, old exports and examples use these names, and the service takes \
                  another one.",
    remedy: "use the name that the service takes",
    check: Check::Flow(check),
};

fn check(scope: &Scope<'_>, report: &mut Report<'_>) {
    for action in scope.actions() {
        let name = action.action_type();
        if let Some(meant) = meant_by(name) {
            let message = format!("`{name}` is not an action type of the service");
            report.below(action, "/Type", message).remedy = format!("write `{meant}`");
        }
    }
}

/// The action type that is meant by a wrong name.
pub(super) fn meant_by(name: &str) -> Option<&'static str> {
    let found = MEANT.iter().find(|(wrong, _)| *wrong == name);
    found.map(|(_, right)| *right)
}

const MEANT: &[(&str, &str)] = &[
    ("InvokeExternalResource", "InvokeLambdaFunction"),
    ("InvokeLexBot", "ConnectParticipantWithLexBot"),
    ("InvokeLexV2Bot", "ConnectParticipantWithLexBot"),
    ("SetLoggingBehavior", "UpdateFlowLoggingBehavior"),
    ("TransferContactToFlow", "TransferToFlow"),
    ("TransferToQueue", "TransferContactToQueue"),
    ("UnTagContact", "UntagContact"),
    ("UpdateRoutingCriteria", "UpdateContactRoutingCriteria"),
];
