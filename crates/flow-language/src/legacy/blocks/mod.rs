//! What each type of module becomes.

mod behavior;
mod control;
mod data;
mod event;
mod input;
mod prompt;
mod queue;
mod transfer;

use crate::{
    flow_type::{FlowType, Role},
    legacy::{
        block::Block,
        gap::{GapPart, GapReason},
    },
};

type Converter = for<'a, 'b, 'c> fn(&'c mut Block<'a, 'b>);

/// Converts the module of a block by its type.
pub(super) fn convert(block: &mut Block<'_, '_>) {
    let module_type = block.module.module_type();
    match KINDS.iter().find(|(name, _)| *name == module_type) {
        Some((_, converter)) => converter(block),
        None => unknown(block),
    }
}

/// Keeps a block whose type, or whose target, is not known. Its ways out are kept as far as they
/// have words in the flow language, so that what lies behind them is still reached.
fn unknown(block: &mut Block<'_, '_>) {
    let module = block.module;
    block.action_type(module.module_type());
    let target = module.target().unwrap_or_default();
    block.gap((GapPart::Block, ""), target.into(), GapReason::UnknownBlock);
    block.keep_parameters();
    if !target.is_empty() {
        block.note(&["legacyTarget"], target);
    }
    for way in block.take_rest() {
        if way.condition == "Evaluate" {
            block.comparison(way);
            continue;
        }
        let lead = block.target(way);
        match way.condition {
            "Success" => block.next(lead.as_ref()),
            "Error" => block.error("NoMatchingError", lead.as_ref()),
            "NoMatch" => block.error("NoMatchingCondition", lead.as_ref()),
            "Timeout" => block.error("InputTimeLimitExceeded", lead.as_ref()),
            other => block.condition("Equals", other, lead.as_ref()),
        }
    }
}

/// Types of modules. The oldest exports have names of their own for some.
const KINDS: &[(&str, Converter)] = &[
    ("AssignToHoldState", behavior::hold),
    ("CheckAttribute", data::check_attribute),
    ("CheckHoursOfOperation", queue::check_hours),
    ("CheckQueueStatus", queue::check_status),
    ("CheckStaffing", queue::check_staffing),
    ("CreateCallback", transfer::callback),
    ("CustomerInQueue", transfer::to_queue),
    ("Disconnect", control::disconnect),
    ("DistributeByPercentage", control::percentage),
    ("GetMetricData", queue::metrics),
    ("GetQueueMetrics", queue::metrics),
    ("GetUserInput", input::get),
    ("HoldCustomerOrAgent", behavior::hold),
    ("InvokeExternalResource", data::invoke),
    ("Loop", control::repeat),
    ("LoopPrompts", prompt::repeat),
    ("PercentileBranching", control::percentage),
    ("PlayAudio", prompt::play),
    ("PlayPrompt", prompt::play),
    ("Resume", control::resume),
    ("ReturnFromFlowModule", control::give_back),
    ("SetAttributes", data::set_attributes),
    ("SetCallBackNumber", transfer::callback_number),
    ("SetContactData", data::set_contact_data),
    ("SetContactFlow", event::set_hook),
    ("SetEventHook", event::set_hook),
    ("SetLoggingBehavior", behavior::logging),
    ("SetQueue", queue::set),
    ("SetRecordingBehavior", behavior::recording),
    ("SetScreenPop", data::set_screen_pop),
    ("SetVoice", behavior::voice),
    ("StartMediaStreaming", behavior::start_streaming),
    ("StopMediaStreaming", behavior::stop_streaming),
    ("StoreCustomerInput", input::store),
    ("StoreUserInput", input::store),
    ("Transfer", transfer::transfer),
    ("TransferToFlow", transfer::to_flow),
    ("UpdateRoutingPriority", behavior::routing),
    ("Wait", control::wait),
];

/// Parameters of which the service needs one, and errors that it needs, by type of action.
pub(super) const NEEDED: &[(&str, &[&str], &[&str])] = &[
    ("CheckHoursOfOperation", &[], &["NoMatchingError"]),
    (
        "CheckMetricData",
        &["MetricType"],
        &["NoMatchingError", "NoMatchingCondition"],
    ),
    ("Compare", &["ComparisonValue"], &["NoMatchingCondition"]),
    (
        "ConnectParticipantWithLexBot",
        &["LexV2Bot", "LexBot"],
        &["NoMatchingError"],
    ),
    ("CreateCallbackContact", &[], &["NoMatchingError"]),
    (
        "DequeueContactAndTransferToQueue",
        &["QueueId", "AgentId"],
        &["QueueAtCapacity", "NoMatchingError"],
    ),
    ("DistributeByPercentage", &[], &["NoMatchingCondition"]),
    ("GetMetricData", &[], &["NoMatchingError"]),
    ("GetParticipantInput", SOURCES, &["NoMatchingError"]),
    (
        "InvokeLambdaFunction",
        &["LambdaFunctionARN"],
        &["NoMatchingError"],
    ),
    ("Loop", &["LoopCount"], &[]),
    ("MessageParticipant", SOURCES, &[]),
    ("MessageParticipantIteratively", &["Messages"], &[]),
    (
        "TransferContactToQueue",
        &[],
        &["QueueAtCapacity", "NoMatchingError"],
    ),
    (
        "TransferParticipantToThirdParty",
        &["ThirdPartyPhoneNumber"],
        &["NoMatchingError"],
    ),
    ("TransferToFlow", &["ContactFlowId"], &["NoMatchingError"]),
    (
        "UpdateContactAttributes",
        &["Attributes"],
        &["NoMatchingError"],
    ),
    (
        "UpdateContactCallbackNumber",
        &["CallbackNumber"],
        &["InvalidCallbackNumber", "CallbackNumberNotDialable"],
    ),
    ("UpdateContactData", &[], &["NoMatchingError"]),
    (
        "UpdateContactEventHooks",
        &["EventHooks"],
        &["NoMatchingError"],
    ),
    (
        "UpdateContactMediaStreamingBehavior",
        &["Participants"],
        &["NoMatchingError"],
    ),
    (
        "UpdateContactRoutingBehavior",
        &["QueuePriority", "QueueTimeAdjustmentSeconds"],
        &[],
    ),
    (
        "UpdateContactTargetQueue",
        &["QueueId", "AgentId"],
        &["NoMatchingError"],
    ),
    (
        "UpdateContactTextToSpeechVoice",
        &["TextToSpeechVoice"],
        &[],
    ),
    ("UpdateFlowLoggingBehavior", &["FlowLoggingBehavior"], &[]),
    (
        "UpdatePreviousContactParticipantState",
        &["PreviousContactParticipantState"],
        &["NoMatchingError"],
    ),
    ("Wait", &["TimeLimitSeconds"], &["NoMatchingError"]),
];

/// Where a message may come from.
const SOURCES: &[&str] = &["Text", "SSML", "PromptId", "Media"];

/// Whether flows of this type, or modules, may have actions of this type.
pub(super) fn fits(role: Role, action_type: &str) -> bool {
    use FlowType::{
        AgentHold, AgentWhisper, CustomerHold, CustomerQueue, CustomerWhisper, OutboundWhisper,
    };
    let Role::Flow(flow_type) = role else {
        return action_type != "EndFlowExecution";
    };
    let is_hold = matches!(flow_type, AgentHold | CustomerHold);
    let is_whisper = matches!(flow_type, AgentWhisper | CustomerWhisper | OutboundWhisper);
    match action_type {
        "DisconnectParticipant" => !is_hold && !is_whisper,
        "EndFlowExecution" => is_whisper || flow_type == CustomerQueue,
        "EndFlowModuleExecution" => false,
        "TransferToFlow" => !is_hold && !is_whisper && flow_type != CustomerQueue,
        _ => true,
    }
}
