//! A fixed number for a call back.

use crate::lint::{
    finding::Severity,
    report::Report,
    rule::{Check, Rule},
    scope::{Scope, is_dynamic, parameter},
};

pub(super) const RULE: Rule = Rule {
    code: "callback-number-static",
    title: "A fixed number for a call back",
    severity: Severity::Error,
    explanation: "The number must be a value that the contact brings, as the documentation has \
                  it; the service refuses a fixed one.",
    remedy: "name an attribute, such as $.StoredCustomerInput or $.CustomerEndpoint.Address",
    check: Check::Flow(check),
};

fn check(scope: &Scope<'_>, report: &mut Report<'_>) {
    for action in scope.of_type("UpdateContactCallbackNumber") {
        let number = parameter(action, "/CallbackNumber").unwrap_or_default();
        if !number.is_empty() && !is_dynamic(number) {
            report.below(action, "/Parameters/CallbackNumber", "the number is fixed");
        }
    }
}
