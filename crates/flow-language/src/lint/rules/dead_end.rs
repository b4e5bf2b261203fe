//! A block of unknown type that leads nowhere.

use super::misnamed_action_type::meant_by;
use crate::lint::{
    finding::Severity,
    report::Report,
    rule::{Check, Rule},
    scope::Scope,
};

pub(super) const RULE: Rule = Rule {
    code: "dead-end",
    title: "A block of unknown type that leads nowhere",
    severity: Severity::Warning,
    explanation: "The flow stops here without an end, and what happens to the contact then is not \
                  defined. For types that the linter knows, `flow-transition` says so.",
    remedy: "lead on to another block, or to one that ends the flow",
    check: Check::Flow(check),
};

fn check(scope: &Scope<'_>, report: &mut Report<'_>) {
    for action in scope.actions() {
        let name = action.action_type();
        let is_unknown = action.group().is_none() && !name.is_empty() && meant_by(name).is_none();
        if is_unknown && scope.reachable[action.index] && scope.graph.edges(action.index).is_empty()
        {
            let message = format!("{} leads nowhere", action.action_type());
            report.action(action, message);
        }
    }
}
