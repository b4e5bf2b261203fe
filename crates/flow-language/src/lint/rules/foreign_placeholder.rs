//! A placeholder of another tool, or a note, in the place of a reference.

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
    code: "foreign-placeholder",
    title: "A placeholder of another tool, or a note, in the place of a reference",
    severity: Severity::Warning,
    explanation: "The service takes an id or an ARN here. What stands there has to be replaced by \
                  some other program first, and then the flow is fixed to one instance.",
    remedy: "write a name (`ref://…`)",
    check: Check::Flow(check),
};

fn check(scope: &Scope<'_>, report: &mut Report<'_>) {
    for reference in &scope.references {
        let (RefValue::Foreign(text), Some(action)) =
            (&reference.value, scope.action_at(&reference.path))
        else {
            continue;
        };
        let below = reference.path.replacen(&action.path(), "", 1);
        report.below(
            action,
            &below,
            format!("`{text}` stands in the place of a {}", noun(reference.kind)),
        );
    }
}
