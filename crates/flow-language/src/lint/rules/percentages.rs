//! Percentages that do not add up.

use serde_json::Value;

use crate::lint::{
    finding::Severity,
    report::Report,
    rule::{Check, Rule},
    scope::{Scope, entries, operands},
};

pub(super) const RULE: Rule = Rule {
    code: "percentages",
    title: "Percentages that do not add up",
    severity: Severity::Error,
    explanation: "The block draws a number from 1 to 100 and takes the first condition above it, \
                  so the bounds must rise, and 101 takes everyone. A condition that does not rise is \
                  never taken; what is left over goes the way of NoMatchingCondition.",
    remedy: "write the bounds as a rising chain, each the one before plus its share",
    check: Check::Flow(check),
};

fn check(scope: &Scope<'_>, report: &mut Report<'_>) {
    for action in scope.of_type("DistributeByPercentage") {
        let mut before = 1.0;
        for (at, entry) in entries(action, "Conditions").enumerate() {
            let pointer = format!("/Transitions/Conditions/{at}");
            let bound = operands(entry)
                .next()
                .and_then(Value::as_str)
                .and_then(|text| text.parse::<f64>().ok());
            let message = match bound {
                None => "this bound is not a number".to_owned(),
                Some(bound) if bound > 101.0 => {
                    format!("the bound {bound} is above what can be drawn")
                }
                Some(bound) if bound <= before => {
                    format!("no contact goes this way: the bound {bound} is not above {before}")
                }
                Some(bound) => {
                    before = bound;
                    continue;
                }
            };
            report.below(action, &pointer, message);
        }
    }
}
