//! An action type that is not known.

use super::misnamed_action_type::meant_by;
use crate::lint::{
    finding::Severity,
    report::Report,
    rule::{Check, Rule},
    scope::Scope,
};

pub(super) const RULE: Rule = Rule {
    code: "unknown-action-type",
    title: "An action type that is not known",
    severity: Severity::Warning,
    explanation: "The service refuses a type that it does not know. It learns new ones before \
                  this linter does, so this may also be one of those.",
    remedy: "check the spelling against the documentation of the flow language",
    check: Check::Flow(check),
};

fn check(scope: &Scope<'_>, report: &mut Report<'_>) {
    for action in scope.actions() {
        let name = action.action_type();
        let is_unknown = action.group().is_none() && !name.is_empty();
        if is_unknown && meant_by(name).is_none() {
            report.below(
                action,
                "/Type",
                format!("`{name}` is not a known action type"),
            );
        }
    }
}
