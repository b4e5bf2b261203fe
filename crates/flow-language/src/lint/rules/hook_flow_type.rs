//! An event flow of a type that does not fit.

use crate::{
    flow_type::FlowType,
    lint::{
        finding::Severity,
        report::Report,
        rule::{Check, Rule},
        scope::Scope,
    },
    reference::value::RefValue,
};

pub(super) const RULE: Rule = Rule {
    code: "hook-flow-type",
    title: "An event flow of a type that does not fit",
    severity: Severity::Error,
    explanation: "Each event runs flows of one type. A flow of another type is not offered by the \
                  designer, and the service refuses it or it does not run.",
    remedy: "name a flow of the type that the event runs",
    check: Check::Flow(check),
};

/// Only names tell the type.
fn check(scope: &Scope<'_>, report: &mut Report<'_>) {
    for reference in &scope.references {
        let (RefValue::Named(name), Some(action)) =
            (&reference.value, scope.action_at(&reference.path))
        else {
            continue;
        };
        let Some(is) = name.flow_type() else { continue };
        let hook = reference.path.rsplit('/').next().unwrap_or_default();
        let fitting = match action.action_type() {
            "UpdateContactEventHooks" => of_hook(hook),
            "TransferToFlow" => MAIN,
            _ => continue,
        };
        if !fitting.is_empty() && !fitting.contains(&is) {
            let below = reference.path.replacen(&action.path(), "", 1);
            report.below(
                action,
                &below,
                format!("a flow of type {is} does not run here"),
            );
        }
    }
}

/// What `TransferToFlow` goes to is documented for the block: inbound and transfer flows.
const MAIN: &[FlowType] = &[
    FlowType::ContactFlow,
    FlowType::AgentTransfer,
    FlowType::QueueTransfer,
    FlowType::Campaign,
];

fn of_hook(hook: &str) -> &'static [FlowType] {
    match hook {
        "AgentHold" => &[FlowType::AgentHold],
        "AgentWhisper" => &[FlowType::AgentWhisper],
        "CustomerHold" => &[FlowType::CustomerHold],
        "CustomerQueue" => &[FlowType::CustomerQueue],
        "CustomerWhisper" => &[FlowType::CustomerWhisper],
        "CustomerRemaining" | "DefaultAgentUI" | "DisconnectAgentUI" => &[FlowType::ContactFlow],
        _ => &[],
    }
}
