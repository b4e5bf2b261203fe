//! A text that is too long to be spoken.

use super::broken_ssml::spoken;
use crate::lint::{
    finding::Severity,
    report::Report,
    rule::{Check, Rule},
    scope::Scope,
};

pub(super) const RULE: Rule = Rule {
    code: "long-prompt",
    title: "A text that is too long to be spoken",
    severity: Severity::Warning,
    explanation: "Amazon Polly speaks 3,000 characters at once, and takes 6,000 with SSML tags \
                  counted. A longer text is not spoken.",
    remedy: "divide it among several blocks, or record it as a prompt",
    check: Check::Flow(check),
};

fn check(scope: &Scope<'_>, report: &mut Report<'_>) {
    for action in scope.actions() {
        for (pointer, text) in spoken(action) {
            let most = if pointer.ends_with("/SSML") {
                6_000
            } else {
                3_000
            };
            let length = text.chars().count();
            if length > most {
                report.below(
                    action,
                    &pointer,
                    format!("{length} characters are more than {most}"),
                );
            }
        }
    }
}
