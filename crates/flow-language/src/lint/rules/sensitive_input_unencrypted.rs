//! A secret that is stored in the clear.

use super::broken_ssml::spoken;
use crate::{
    action::Action,
    lint::{
        finding::Severity,
        paths::Maybe,
        report::Report,
        rule::{Check, Rule},
        scope::{Scope, is_true, value},
        sensitive,
    },
};

pub(super) const RULE: Rule = Rule {
    code: "sensitive-input-unencrypted",
    title: "A secret that is stored in the clear",
    severity: Severity::Warning,
    explanation: "The contact is asked for a secret such as a card number or a PIN, and the input \
                  is not encrypted. It can be read by functions, agents and logs of later flows.",
    remedy: "set a key for the encryption of the input",
    check: Check::Flow(check),
};

/// While logging is on, `sensitive-input-logged` says it.
fn check(scope: &Scope<'_>, report: &mut Report<'_>) {
    for action in scope.of_type("GetParticipantInput") {
        let is_logged = scope
            .known(action)
            .is_some_and(|known| known.may(Maybe::Logged));
        if !is_logged
            && !is_encrypted(action)
            && let Some(word) = asks_for(scope, action)
        {
            report.action(
                action,
                format!("this asks for a secret ({word}) and stores it in the clear"),
            );
        }
    }
}

/// The secret that a block asks for and stores: by what it says, else by its name.
pub(super) fn asks_for(scope: &Scope<'_>, action: Action<'_>) -> Option<String> {
    if !is_true(action, "/StoreInput") {
        return None;
    }
    let prompt = spoken(action).find_map(|(_, text)| sensitive::in_prompt(text));
    prompt.or_else(|| sensitive::in_name(scope.document.label(action)))
}

pub(super) fn is_encrypted(action: Action<'_>) -> bool {
    value(action, "/InputEncryption").is_some()
}
