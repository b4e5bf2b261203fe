//! Voice ID, which is retired.

use crate::lint::{
    finding::Severity,
    report::Report,
    rule::{Check, Rule},
    scope::{Scope, value},
};

pub(super) const RULE: Rule = Rule {
    code: "voice-id",
    title: "Voice ID, which is retired",
    severity: Severity::Warning,
    explanation: "AWS ended its support for Voice ID in 2026. Blocks that use it take their error \
                  branch.",
    remedy: "remove the block, and identify callers by other means",
    check: Check::Flow(check),
};

fn check(scope: &Scope<'_>, report: &mut Report<'_>) {
    for action in scope.actions() {
        let uses = match action.action_type() {
            "CheckVoiceId" | "StartVoiceIdStream" => true,
            "UpdateContactData" => MEMBERS.iter().any(|member| value(action, member).is_some()),
            _ => false,
        };
        if uses {
            report.action(action, "this block uses Voice ID, which is retired");
        }
    }
}

const MEMBERS: &[&str] = &[
    "/IsVoiceIdStreamingEnabled",
    "/IsVoiceAuthenticationEnabled",
    "/IsFraudDetectionEnabled",
    "/WatchlistId",
];
