//! A secret that is written to the flow log.

use super::sensitive_input_unencrypted::{asks_for, is_encrypted};
use crate::lint::{
    finding::Severity,
    paths::Maybe,
    report::Report,
    rule::{Check, Rule},
    scope::Scope,
};

pub(super) const RULE: Rule = Rule {
    code: "sensitive-input-logged",
    title: "A secret that is written to the flow log",
    severity: Severity::Error,
    explanation: "The contact is asked for a secret such as a card number or a PIN, the input is \
                  not encrypted, and on some way logging is on: the secret stands in the log in \
                  the clear.",
    remedy: "encrypt the input, and switch logging off before the block and on again behind \
                  it",
    check: Check::Flow(check),
};

fn check(scope: &Scope<'_>, report: &mut Report<'_>) {
    for action in scope.of_type("GetParticipantInput") {
        let is_logged = scope
            .known(action)
            .is_some_and(|known| known.may(Maybe::Logged));
        if is_logged
            && !is_encrypted(action)
            && let Some(word) = asks_for(scope, action)
        {
            report.action(
                action,
                format!("this asks for a secret ({word}), in the clear, while logging is on"),
            );
        }
    }
}
