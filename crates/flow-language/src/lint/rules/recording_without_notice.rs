//! Recording or analysis that nothing was said about.

use crate::lint::{
    finding::Severity,
    paths::{Maybe, records_prompts},
    report::Report,
    rule::{Check, Rule},
    scope::Scope,
};

pub(super) const RULE: Rule = Rule {
    code: "recording-without-notice",
    title: "Recording or analysis that nothing was said about",
    severity: Severity::Warning,
    explanation: "On some way the contact is recorded or analysed, and hears nothing that could \
                  tell it so. Many places demand that people are told first.",
    remedy: "play a message about recording before the contact is recorded",
    check: Check::Flow(check),
};

/// The conversation with an agent begins after the flow has put the contact into a queue; what the flow
/// itself says is recorded at once where that is switched on.
fn check(scope: &Scope<'_>, report: &mut Report<'_>) {
    for action in scope.actions() {
        let Some(known) = scope.known(action) else {
            continue;
        };
        let hands_over = matches!(
            action.action_type(),
            "TransferContactToQueue" | "TransferContactToAgent"
        );
        if hands_over && known.may(Maybe::RecordedUntold) {
            report.action(
                action,
                "on some way here recording is on, and nothing was said to the contact",
            );
        } else if records_prompts(action) && known.may(Maybe::Untold) {
            report.action(
                action,
                "from here on is recorded, and on some way nothing was said to the contact",
            );
        }
    }
}
