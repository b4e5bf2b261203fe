//! A block without a branch for each of its outcomes.

use serde_json::Value;

use crate::lint::{
    finding::Severity,
    report::Report,
    rule::{Check, Rule},
    scope::{Scope, entries, operands},
};

pub(super) const RULE: Rule = Rule {
    code: "missing-outcome",
    title: "A block without a branch for each of its outcomes",
    severity: Severity::Warning,
    explanation: "These blocks have a fixed set of outcomes. One without a branch takes the plain \
                  way on, which is rarely what is meant; for Loop blocks the documentation \
                  demands both.",
    remedy: "add a condition that equals the outcome",
    check: Check::Flow(check),
};

fn check(scope: &Scope<'_>, report: &mut Report<'_>) {
    for action in scope.actions() {
        let Some((_, outcomes)) = OUTCOMES
            .iter()
            .find(|(name, _)| *name == action.action_type())
        else {
            continue;
        };
        let handled: Vec<&str> = entries(action, "Conditions")
            .flat_map(operands)
            .filter_map(Value::as_str)
            .collect();
        let lacks: Vec<&str> = outcomes
            .iter()
            .copied()
            .filter(|outcome| !handled.contains(outcome))
            .collect();
        if !lacks.is_empty() {
            let message = format!("there is no condition for {}", lacks.join(" and "));
            report.below(action, "/Transitions/Conditions", message);
        }
    }
}

const OUTCOMES: &[(&str, &[&str])] = &[
    ("CheckHoursOfOperation", &["True", "False"]),
    ("Loop", &["ContinueLooping", "DoneLooping"]),
    ("Wait", &["WaitCompleted"]),
];
