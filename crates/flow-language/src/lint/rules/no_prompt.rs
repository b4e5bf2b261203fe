//! A block that should say something and has nothing to say.

use serde_json::Value;

use crate::lint::{
    finding::Severity,
    report::Report,
    rule::{Check, Rule},
    scope::{Scope, value},
};

pub(super) const RULE: Rule = Rule {
    code: "no-prompt",
    title: "A block that should say something and has nothing to say",
    severity: Severity::Error,
    explanation: "The service wants a text, SSML, a prompt or an audio file here.",
    remedy: "write a text or choose a prompt",
    check: Check::Flow(check),
};

fn check(scope: &Scope<'_>, report: &mut Report<'_>) {
    for action in scope.of_type("MessageParticipant") {
        if sources(action.parameters()).next().is_none() {
            report.below(
                action,
                "/Parameters",
                "there is neither text nor audio to play",
            );
        }
    }
    for action in scope.of_type("MessageParticipantIteratively") {
        let messages = value(action, "/Messages").and_then(Value::as_array);
        if messages.is_none_or(Vec::is_empty) {
            report.below(
                action,
                "/Parameters/Messages",
                "there are no messages to play",
            );
        }
    }
}

/// What a message has of the four that it may have one of.
pub(super) fn sources(message: Option<&Value>) -> impl Iterator<Item = &'static str> {
    let all = ["Text", "SSML", "PromptId", "Media"].into_iter();
    all.filter(move |name| message.is_some_and(|message| message.get(*name).is_some()))
}
