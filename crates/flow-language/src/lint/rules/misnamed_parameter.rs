//! A name that is often taken for a parameter.

use crate::lint::{
    finding::Severity,
    report::Report,
    rule::{Check, Rule},
    scope::{Scope, value},
};

pub(super) const RULE: Rule = Rule {
    code: "misnamed-parameter",
    title: "A name that is often taken for a parameter",
    severity: Severity::Error,
    explanation: "The documentation uses these names, and the service takes another one.",
    remedy: "use the name that the service takes",
    check: Check::Flow(check),
};

fn check(scope: &Scope<'_>, report: &mut Report<'_>) {
    for action in scope.actions() {
        for (_, wrong, right) in MEANT.iter().filter(|row| row.0 == action.action_type()) {
            let pointer = format!("/{wrong}");
            if value(action, &pointer).is_some() {
                let message = format!("`{wrong}` is not a parameter that the service takes");
                let finding = report.below(action, &format!("/Parameters{pointer}"), message);
                finding.remedy = format!("write `{right}`");
            }
        }
    }
}

/// Action type, documented name, and the name that real flows have.
const MEANT: &[(&str, &str, &str)] = &[
    (
        "TransferParticipantToThirdParty",
        "ThirdPartyConnectionTimeoutSeconds",
        "ThirdPartyConnectionTimeLimitSeconds",
    ),
    ("Wait", "TimeoutSeconds", "TimeLimitSeconds"),
];
