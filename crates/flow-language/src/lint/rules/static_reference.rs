//! Ids, ARNs or numbers of one instance.

use std::collections::BTreeMap;

use crate::{
    lint::{
        finding::Severity,
        noun::noun,
        report::Report,
        rule::{Check, Rule},
        scope::Scope,
    },
    reference::{kind::RefKind, value::RefValue},
};

pub(super) const RULE: Rule = Rule {
    code: "static-reference",
    title: "Ids, ARNs or numbers of one instance",
    severity: Severity::Note,
    explanation: "The flow works in the instance it was made in and in no other one. Named \
                  references are bound anew for each.",
    remedy: "replace them by names (`ref://…`) before the flow is moved",
    check: Check::Flow(check),
};

/// One finding for the flow: in a flow of one instance nearly every block has one.
fn check(scope: &Scope<'_>, report: &mut Report<'_>) {
    let mut counts: BTreeMap<RefKind, usize> = BTreeMap::new();
    for reference in &scope.references {
        if let RefValue::Static(text) = &reference.value
            && is_bound(reference.kind, text)
        {
            *counts.entry(reference.kind).or_default() += 1;
        }
    }
    if !counts.is_empty() {
        let words: Vec<String> = counts
            .iter()
            .map(|(kind, count)| format!("{count} × {}", noun(*kind)))
            .collect();
        report.flow(
            "/Actions",
            format!("references are fixed to one instance: {}", words.join(", ")),
        );
    }
}

/// Views of AWS have the same name everywhere, attributes are names, and a number outside of the
/// instance is what it is.
fn is_bound(kind: RefKind, text: &str) -> bool {
    match kind {
        RefKind::PredefinedAttribute | RefKind::PhoneNumber | RefKind::LexV1 => false,
        RefKind::View => text.starts_with("arn:") && !text.contains(":aws:view/"),
        _ => true,
    }
}
