//! A contact attribute that nothing in the flow sets.

use std::collections::HashSet;

use crate::lint::{
    finding::Severity,
    reads::Read,
    report::Report,
    rule::{Check, Rule},
    scope::{Scope, value},
};

pub(super) const RULE: Rule = Rule {
    code: "attribute-not-set",
    title: "A contact attribute that nothing in the flow sets",
    severity: Severity::Note,
    explanation: "It may come from another flow, an API call or an agent. If it does not, it \
                  reads as empty, and a spelling mistake looks just like this.",
    remedy: "check the spelling, or set it before it is read",
    check: Check::Flow(check),
};

/// One finding for each block, and each name once: where it is read first. Other flows than inbound ones
/// mostly read what an inbound one set, so they are judged only where it is known what others set.
fn check(scope: &Scope<'_>, report: &mut Report<'_>) {
    if !scope.is_inbound() && scope.context.attributes.is_empty() {
        return;
    }
    let set = names(scope, "UpdateContactAttributes", "/Attributes");
    let mut told = HashSet::new();
    let missing = scope.reads.iter().filter(|read| {
        let is_set = |name: &&str| set.contains(*name) || scope.context.attributes.contains(*name);
        read.namespace == "Attributes"
            && !read.name.is_empty()
            && ![read.name, read.first()].iter().any(is_set)
            && told.insert(read.name)
    });
    let missing: Vec<&Read<'_>> = missing.collect();
    for block in missing.chunk_by(|one, other| one.action.index == other.action.index) {
        let names: Vec<String> = block
            .iter()
            .map(|read| format!("`{}`", read.name))
            .collect();
        let message = format!(
            "nothing in this flow sets the contact attribute {}",
            names.join(", ")
        );
        report.below(block[0].action, &block[0].pointer, message);
    }
}

/// The names that actions of a type set, by where these stand.
pub(super) fn names<'a>(scope: &Scope<'a>, action_type: &str, pointer: &str) -> HashSet<&'a str> {
    let setting = scope.of_type(action_type);
    let members = setting.filter_map(|action| value(action, pointer)?.as_object());
    members
        .flat_map(|members| members.keys().map(String::as_str))
        .collect()
}
