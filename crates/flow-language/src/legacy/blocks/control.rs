//! Where the flow goes.

use serde_json::json;

use crate::legacy::{
    block::Block,
    gap::GapReason,
    value::{scalar, truth},
};

/// *Disconnect / hang up*.
pub(super) fn disconnect(block: &mut Block<'_, '_>) {
    block.action_type("DisconnectParticipant");
}

/// *End flow / resume*.
pub(super) fn resume(block: &mut Block<'_, '_>) {
    block.action_type("EndFlowExecution");
}

/// *Return*, from a module.
pub(super) fn give_back(block: &mut Block<'_, '_>) {
    block.action_type("EndFlowModuleExecution");
}

/// *Loop*.
pub(super) fn repeat(block: &mut Block<'_, '_>) {
    block.action_type("Loop");
    block.carry("LoopCount", &["LoopCount"]);
    let (again, done) = (block.lead("Looping"), block.lead("Complete"));
    for (operand, lead) in [("ContinueLooping", &again), ("DoneLooping", &done)] {
        if lead.is_none() {
            block.missing_way(operand);
        }
        block.condition("Equals", operand, lead.as_ref());
    }
    block.next(done.as_ref());
}

/// *Wait*.
pub(super) fn wait(block: &mut Block<'_, '_>) {
    block.action_type("Wait");
    block.carry("TimeoutSeconds", &["TimeLimitSeconds"]);
    if let Some(interrupts) = block.take("InterruptOnCustomerReturn") {
        match interrupts.value().and_then(truth) {
            Some(true) => block.set(&["Events"], json!(["CustomerReturned"])),
            Some(false) => {}
            None => {
                let value = interrupts.value().cloned().unwrap_or_default();
                block.odd("InterruptOnCustomerReturn", value);
            }
        }
    }
    note_unit(block);
    let (back, over) = (block.lead("CustomerReturn"), block.lead("Timeout"));
    if over.is_none() {
        block.missing_way("WaitCompleted");
    }
    block.condition("Equals", "CustomerReturned", back.as_ref());
    block.condition("Equals", "WaitCompleted", over.as_ref());
    let error = block.lead("Error");
    block.error("NoMatchingError", error.as_ref());
    for next in [error, over] {
        block.next(next.as_ref());
    }
}

/// The unit in which the designer shows the time, in seconds.
fn note_unit(block: &mut Block<'_, '_>) {
    let unit = block
        .module
        .metadata()
        .and_then(|notes| notes.get("timeoutUnit"));
    let seconds = match unit.and_then(|unit| unit.get("value")?.as_str()) {
        Some("second") => 1,
        Some("minute") => 60,
        Some("hour") => 3600,
        Some("day") => 86400,
        _ => return,
    };
    block.note(&["parameters", "TimeLimitSeconds", "unit"], seconds);
}

/// *Distribute by percentage*.
///
/// The export has the share of each way; the action draws a number from 1 to 100 and compares it,
/// way by way. A way of 30 after one of 20 is taken below 51, which are 30 numbers of 100.
pub(super) fn percentage(block: &mut Block<'_, '_>) {
    block.action_type("DistributeByPercentage");
    let mut drawn: u64 = 1;
    for way in block.take_ways("Evaluate") {
        let share = way
            .operand
            .and_then(scalar)
            .and_then(|share| share.parse::<u64>().ok());
        match share {
            Some(share) => drawn = drawn.saturating_add(share),
            None => block.odd_way(
                way,
                way.operand.cloned().unwrap_or_default(),
                GapReason::UnknownValue,
            ),
        }
        let lead = block.target(way);
        block.condition("NumberLessThan", &drawn.to_string(), lead.as_ref());
    }
    let other = block.lead("NoMatch");
    block.error("NoMatchingCondition", other.as_ref());
    block.next(other.as_ref());
}
