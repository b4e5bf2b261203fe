//! A time limit for a function that is not allowed.

use crate::lint::{
    finding::Severity,
    report::Report,
    rule::{Check, Rule},
    scope::{Scope, parameter},
};

pub(super) const RULE: Rule = Rule {
    code: "lambda-time-limit",
    title: "A time limit for a function that is not allowed",
    severity: Severity::Error,
    explanation: "A flow waits for a function for 1 to 8 seconds; the service refuses other \
                  limits. A function that is not waited for may take longer.",
    remedy: "set a whole number from 1 to 8, or invoke the function asynchronously and wait \
                  for it",
    check: Check::Flow(check),
};

fn check(scope: &Scope<'_>, report: &mut Report<'_>) {
    for action in scope.of_type("InvokeLambdaFunction") {
        let is_asynchronous = parameter(action, "/InvocationType") == Some("ASYNCHRONOUS");
        let Some(limit) = parameter(action, "/InvocationTimeLimitSeconds") else {
            continue;
        };
        let fits = limit
            .parse::<u32>()
            .is_ok_and(|limit| (1..=8).contains(&limit));
        if !fits && !is_asynchronous {
            let message = format!("the time limit is `{limit}`, not 1 to 8 seconds");
            report.below(action, "/Parameters/InvocationTimeLimitSeconds", message);
        }
    }
}
