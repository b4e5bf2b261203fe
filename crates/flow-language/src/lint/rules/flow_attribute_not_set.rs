//! A flow attribute that nothing in the flow sets.

use std::collections::HashSet;

use super::attribute_not_set::names;
use crate::{
    lint::{
        finding::Severity,
        report::Report,
        rule::{Check, Rule},
        scope::Scope,
    },
    object_map::OBJECT_MAP,
};

pub(super) const RULE: Rule = Rule {
    code: "flow-attribute-not-set",
    title: "A flow attribute that nothing in the flow sets",
    severity: Severity::Warning,
    explanation: "Flow attributes live in one flow only, so what the flow does not set itself is \
                  empty.",
    remedy: "check the spelling, or set it before it is read",
    check: Check::Flow(check),
};

/// The deployment of object maps fills an action that is there: what it may set is not known here.
fn check(scope: &Scope<'_>, report: &mut Report<'_>) {
    if scope.graph.find(OBJECT_MAP).is_some() {
        return;
    }
    let set = names(scope, "UpdateFlowAttributes", "/FlowAttributes");
    let mut told = HashSet::new();
    for read in scope
        .reads
        .iter()
        .filter(|read| read.namespace == "FlowAttributes")
    {
        let is_set = set.contains(read.name) || set.contains(read.first());
        if !is_set && !read.name.is_empty() && told.insert(read.name) {
            let message = format!(
                "nothing in this flow sets the flow attribute `{}`",
                read.name
            );
            report.below(read.action, &read.pointer, message);
        }
    }
}
