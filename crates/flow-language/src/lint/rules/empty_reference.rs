//! A reference that is not set.

use crate::{
    lint::{
        finding::Severity,
        noun::noun,
        report::Report,
        rule::{Check, Rule},
        scope::Scope,
    },
    reference::value::RefValue,
};

pub(super) const RULE: Rule = Rule {
    code: "empty-reference",
    title: "A reference that is not set",
    severity: Severity::Error,
    explanation: "Drafts of the designer may leave it open; the service refuses it when the flow \
                  is published.",
    remedy: "choose the thing that is meant, or remove the parameter",
    check: Check::Flow(check),
};

fn check(scope: &Scope<'_>, report: &mut Report<'_>) {
    for reference in &scope.references {
        if let (RefValue::Empty, Some(action)) =
            (&reference.value, scope.action_at(&reference.path))
        {
            let below = reference.path.replacen(&action.path(), "", 1);
            report.below(
                action,
                &below,
                format!("no {} is chosen", noun(reference.kind)),
            );
        }
    }
}
