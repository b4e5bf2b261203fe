//! A contact attribute that holds a secret.

use serde_json::Value;

use super::sensitive_input_unencrypted::is_encrypted;
use crate::lint::{
    finding::Severity,
    report::Report,
    rule::{Check, Rule},
    scope::{Scope, value},
    sensitive,
};

pub(super) const RULE: Rule = Rule {
    code: "sensitive-attribute",
    title: "A contact attribute that holds a secret",
    severity: Severity::Warning,
    explanation: "Contact attributes are kept with the record of the contact for as long as that \
                  is, and many people can read them.",
    remedy: "encrypt the input, or hand it to a function and keep only whether it was right",
    check: Check::Flow(check),
};

fn check(scope: &Scope<'_>, report: &mut Report<'_>) {
    let encrypts = scope.of_type("GetParticipantInput").any(is_encrypted);
    for action in scope.of_type("UpdateContactAttributes") {
        let attributes = value(action, "/Attributes").and_then(Value::as_object);
        for (name, value) in attributes.into_iter().flatten() {
            let comes_from_contact = value.as_str().is_some_and(|text| {
                (text == "$.StoredCustomerInput" && !encrypts) || text.starts_with("$.Lex.Slots.")
            });
            if comes_from_contact && let Some(word) = sensitive::in_name(name) {
                let pointer = format!(
                    "/Parameters/Attributes/{}",
                    name.replace('~', "~0").replace('/', "~1")
                );
                report.below(
                    action,
                    &pointer,
                    format!("the attribute `{name}` holds a secret ({word})"),
                );
            }
        }
    }
}
