//! ARNs of several instances in one flow.

use super::foreign_arn::Arn;
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
    code: "mixed-instances",
    title: "ARNs of several instances in one flow",
    severity: Severity::Warning,
    explanation: "A flow runs in one instance, so at least one of these cannot work. Mostly a \
                  part was copied from another instance and not adapted.",
    remedy: "name the things (`ref://…`), so that each instance gets its own",
    check: Check::Flow(check),
};

/// Where the instance is known, `foreign-arn` says it better.
fn check(scope: &Scope<'_>, report: &mut Report<'_>) {
    if scope.context.instance.is_some() {
        return;
    }
    let mut first = None;
    for reference in &scope.references {
        let (RefValue::Static(text), Some(action)) =
            (&reference.value, scope.action_at(&reference.path))
        else {
            continue;
        };
        let Some(instance) = Arn::read(text).and_then(|arn| arn.instance) else {
            continue;
        };
        if *first.get_or_insert(instance) != instance {
            let below = reference.path.replacen(&action.path(), "", 1);
            let message = format!(
                "this {} is of instance `{instance}`, others are not",
                noun(reference.kind)
            );
            report.below(action, &below, message);
        }
    }
}
