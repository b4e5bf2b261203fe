//! Plain data that holds an ARN.

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
    code: "soft-reference",
    title: "Plain data that holds an ARN",
    severity: Severity::Note,
    explanation: "An attribute, an input of a function or an operand holds the ARN of something. \
                  Nothing rewrites it when the flow is moved, and the flow then works on the old \
                  instance.",
    remedy: "write it as a name (`ref://…`), which is bound there too, or let the flow look \
                  it up",
    check: Check::Flow(check),
};

/// A bare id may be anything and is left alone.
fn check(scope: &Scope<'_>, report: &mut Report<'_>) {
    for soft in scope.document.soft_references() {
        let (RefValue::Static(text), Some(action)) = (&soft.value, scope.action_at(&soft.path))
        else {
            continue;
        };
        if text.starts_with("arn:") {
            let what = soft.kind.map_or_else(|| "something".to_owned(), noun);
            let below = soft.path.replacen(&action.path(), "", 1);
            report.below(action, &below, format!("this text is the ARN of: {what}"));
        }
    }
}
