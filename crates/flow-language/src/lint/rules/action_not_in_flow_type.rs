//! An action type that this type of flow cannot have.

use crate::{
    flow_type::{FlowType, Role},
    lint::{
        finding::Severity,
        report::Report,
        rule::{Check, Rule},
        scope::Scope,
    },
};

pub(super) const RULE: Rule = Rule {
    code: "action-not-in-flow-type",
    title: "An action type that this type of flow cannot have",
    severity: Severity::Error,
    explanation: "Each action type is for some types of flows. Only what AWS documents under the \
                  restrictions of an action is judged, and that does not speak of modules and \
                  campaigns. The service was seen to refuse the ends of flows in the wrong types; \
                  for the rest the documentation is all there is.",
    remedy: "use the action that does this in such a flow, or move it to a flow of another \
                  type",
    check: Check::Flow(check),
};

fn check(scope: &Scope<'_>, report: &mut Report<'_>) {
    for action in scope.actions() {
        let Some((_, allowed, words)) = ALLOWED.iter().find(|row| row.0 == action.action_type())
        else {
            continue;
        };
        let Role::Flow(flow_type) = scope.role else {
            return;
        };
        if flow_type != FlowType::Campaign && !allowed.contains(&flow_type) {
            let name = action.action_type();
            let message = format!("{name} is for {words} only, and this is {flow_type}");
            report.below(action, "/Type", message);
        }
    }
}

use FlowType::{
    AgentHold, AgentTransfer, AgentWhisper, ContactFlow, CustomerHold, CustomerQueue,
    CustomerWhisper, OutboundWhisper, QueueTransfer,
};

const MAIN: &[FlowType] = &[ContactFlow, AgentTransfer, QueueTransfer];
const MAIN_AND_QUEUE: &[FlowType] = &[ContactFlow, AgentTransfer, QueueTransfer, CustomerQueue];
const WHISPERS_AND_QUEUE: &[FlowType] = &[
    CustomerWhisper,
    AgentWhisper,
    OutboundWhisper,
    CustomerQueue,
];
const NOT_ON_HOLD: &[FlowType] = &[
    ContactFlow,
    AgentTransfer,
    QueueTransfer,
    CustomerQueue,
    CustomerWhisper,
    AgentWhisper,
    OutboundWhisper,
];

/// What AWS documents under "Restrictions", in its words or shorter.
const ALLOWED: &[(&str, &[FlowType], &str)] = &[
    (
        "DequeueContactAndTransferToQueue",
        &[CustomerQueue],
        "customer queue flows",
    ),
    (
        "DisconnectParticipant",
        MAIN_AND_QUEUE,
        "inbound, transfer and customer queue flows",
    ),
    (
        "EndFlowExecution",
        WHISPERS_AND_QUEUE,
        "whisper and customer queue flows",
    ),
    ("EndFlowModuleExecution", &[], "modules"),
    (
        "MessageParticipant",
        NOT_ON_HOLD,
        "inbound, transfer, whisper and customer queue flows",
    ),
    (
        "MessageParticipantIteratively",
        &[CustomerQueue, CustomerHold, AgentHold],
        "customer queue and hold flows",
    ),
    (
        "TransferContactToAgent",
        &[AgentTransfer, QueueTransfer],
        "transfer flows",
    ),
    ("TransferContactToQueue", MAIN, "inbound and transfer flows"),
    ("TransferToFlow", MAIN, "inbound and transfer flows"),
    (
        "UpdateContactCallbackNumber",
        MAIN_AND_QUEUE,
        "inbound, transfer and customer queue flows",
    ),
    (
        "UpdateContactTargetQueue",
        MAIN,
        "inbound and transfer flows",
    ),
];
