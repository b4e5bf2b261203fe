//! More or less than one event in one block.

use serde_json::{Map, Value};

use crate::lint::{
    finding::Severity,
    report::Report,
    rule::{Check, Rule},
    scope::{Scope, value},
};

pub(super) const RULE: Rule = Rule {
    code: "several-hooks",
    title: "More or less than one event in one block",
    severity: Severity::Error,
    explanation: "The documentation allows exactly one event for each action.",
    remedy: "use one block for each event",
    check: Check::Flow(check),
};

fn check(scope: &Scope<'_>, report: &mut Report<'_>) {
    for action in scope.of_type("UpdateContactEventHooks") {
        let hooks = value(action, "/EventHooks").and_then(Value::as_object);
        let count = hooks.map_or(0, Map::len);
        if count != 1 {
            let message = format!("`EventHooks` has {count} entries in the place of one");
            report.below(action, "/Parameters/EventHooks", message);
        }
    }
}
