//! A message with more than one of text, SSML, prompt and file.

use super::no_prompt::sources;
use crate::lint::{
    finding::Severity,
    report::Report,
    rule::{Check, Rule},
    scope::Scope,
};

pub(super) const RULE: Rule = Rule {
    code: "two-prompts",
    title: "A message with more than one of text, SSML, prompt and file",
    severity: Severity::Error,
    explanation: "Only one of them may be given, as the documentation has it.",
    remedy: "keep the one that is meant",
    check: Check::Flow(check),
};

fn check(scope: &Scope<'_>, report: &mut Report<'_>) {
    for action in scope.actions() {
        let speaks = matches!(
            action.action_type(),
            "MessageParticipant" | "GetParticipantInput" | "ConnectParticipantWithLexBot"
        );
        let found: Vec<&str> = sources(action.parameters()).collect();
        if speaks && found.len() > 1 {
            report.below(
                action,
                "/Parameters",
                format!("{} are given together", found.join(" and ")),
            );
        }
    }
}
