//! A queue and an agent in one block.

use crate::lint::{
    finding::Severity,
    report::Report,
    rule::{Check, Rule},
    scope::{Scope, parameter},
};

pub(super) const RULE: Rule = Rule {
    code: "queue-and-agent",
    title: "A queue and an agent in one block",
    severity: Severity::Error,
    explanation: "The block takes one of them; the service refuses both.",
    remedy: "keep the one that is meant",
    check: Check::Flow(check),
};

fn check(scope: &Scope<'_>, report: &mut Report<'_>) {
    for action in scope.actions() {
        if parameter(action, "/QueueId").is_some() && parameter(action, "/AgentId").is_some() {
            report.below(
                action,
                "/Parameters/AgentId",
                "both `QueueId` and `AgentId` are given",
            );
        }
    }
}
