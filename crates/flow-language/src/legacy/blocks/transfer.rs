//! Where contacts go from here.

use super::queue;
use crate::{
    flow_type::FlowType,
    legacy::{
        block::Block,
        value::{spelled, truth},
    },
    reference::kind::RefKind,
};

/// *Transfer*, to whatever the block aims at.
pub(super) fn transfer(block: &mut Block<'_, '_>) {
    match block.module.target() {
        Some("Queue") => to_queue(block),
        Some("Flow") => to_flow(block),
        Some("PhoneNumber") => to_number(block),
        Some("Agent") => to_agent(block),
        _ => super::unknown(block),
    }
}

/// *Transfer to queue*: the working queue, or out of the one in which the contact waits to another.
pub(super) fn to_queue(block: &mut Block<'_, '_>) {
    let whose = queue::take(block);
    if whose.is_someone() {
        block.action_type("DequeueContactAndTransferToQueue");
        queue::put(block, &whose);
    } else {
        block.action_type("TransferContactToQueue");
    }
    let (next, full) = (block.lead("Success"), block.lead("AtCapacity"));
    let error = block.lead("Error");
    block.error("NoMatchingError", error.as_ref());
    block.error("QueueAtCapacity", full.as_ref());
    for next in [next, error, full] {
        block.next(next.as_ref());
    }
}

/// *Transfer to flow*. The export does not say which type the other flow has: most are inbound.
pub(super) fn to_flow(block: &mut Block<'_, '_>) {
    block.action_type("TransferToFlow");
    let of_type = Some(FlowType::ContactFlow);
    block.refer("ContactFlowId", &["ContactFlowId"], RefKind::Flow, of_type);
    let error = block.lead("Error");
    block.error("NoMatchingError", error.as_ref());
    block.next(error.as_ref());
}

/// *Transfer to phone number*. A blind transfer ends the flow, so it goes on only after a failure.
fn to_number(block: &mut Block<'_, '_>) {
    block.action_type("TransferParticipantToThirdParty");
    let number = ["ThirdPartyPhoneNumber"];
    block.refer("PhoneNumber", &number, RefKind::PhoneNumber, None);
    block.carry("TimeLimit", &["ThirdPartyConnectionTimeLimitSeconds"]);
    if let Some(blind) = block.take("BlindTransfer") {
        match blind.value().and_then(truth) {
            Some(is_blind) => block.set(&["ContinueFlowExecution"], spelled(!is_blind)),
            None => block.odd("BlindTransfer", blind.value().cloned().unwrap_or_default()),
        }
    }
    let (next, error) = (block.lead("Success"), block.lead("Error"));
    let (late, failed) = (block.lead("Timeout"), block.lead("CallFailure"));
    block.error("ConnectionTimeLimitExceeded", late.as_ref());
    block.error("CallFailed", failed.as_ref());
    block.error("NoMatchingError", error.as_ref());
    for next in [next, error] {
        block.next(next.as_ref());
    }
}

/// *Transfer to agent*.
fn to_agent(block: &mut Block<'_, '_>) {
    block.action_type("TransferContactToAgent");
}

/// *Transfer to queue*, as a callback.
pub(super) fn callback(block: &mut Block<'_, '_>) {
    block.action_type("CreateCallbackContact");
    block.carry("InitialDelaySeconds", &["InitialCallDelaySeconds"]);
    block.carry("RetryDelaySeconds", &["RetryDelaySeconds"]);
    block.carry("MaxRetryAttempts", &["MaximumConnectionAttempts"]);
    let whose = queue::take(block);
    queue::put(block, &whose);
    let of_type = Some(FlowType::ContactFlow);
    block.refer("ContactFlowId", &["ContactFlowId"], RefKind::Flow, of_type);
    block.plain_ways();
}

/// *Set callback number*.
pub(super) fn callback_number(block: &mut Block<'_, '_>) {
    block.action_type("UpdateContactCallbackNumber");
    block.carry("CallBackNumber", &["CallbackNumber"]);
    let next = block.lead("Success");
    let invalid = block
        .lead("InvalidPhoneNumber")
        .or_else(|| block.lead("InvalidNumber"));
    let refused = block.lead("NonDialableNumber");
    block.next(next.as_ref());
    block.error("InvalidCallbackNumber", invalid.as_ref());
    block.error("CallbackNumberNotDialable", refused.as_ref());
}
