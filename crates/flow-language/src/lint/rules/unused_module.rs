//! A module that nothing here invokes.

use std::collections::HashSet;

use crate::{
    flow_type::Role,
    lint::{
        bundle::{Item, Several, called},
        finding::Severity,
        report::Report,
        rule::{Check, Rule},
    },
};

pub(super) const RULE: Rule = Rule {
    code: "unused-module",
    title: "A module that nothing here invokes",
    severity: Severity::Note,
    explanation: "It is deployed with the rest and kept up for nobody, unless something outside \
                  of these flows invokes it.",
    remedy: "delete it, or let it be invoked",
    check: Check::Bundle(check),
};

/// A call whose module only the contact knows may mean any of them.
fn check<'a>(several: &Several<'a>, report: &mut Report<'a>) {
    let invokes = |item: &Item<'_>| {
        item.document
            .actions()
            .any(|action| action.action_type() == "InvokeFlowModule" && called(action).is_none())
    };
    if several.items.iter().any(invokes) {
        return;
    }
    let called: HashSet<usize> = several.calls.iter().flatten().map(|(_, at)| *at).collect();
    for (at, item) in several.items.iter().enumerate() {
        let is_open = item
            .contract
            .is_some_and(|contract| contract.external_invocation == Some(true));
        if item.role == Role::Module && !is_open && !called.contains(&at) {
            report.within(item);
            report.flow("", "no flow here invokes this module");
        }
    }
}
