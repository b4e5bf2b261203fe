//! One action by itself.

use serde_json::Value;

use super::{MODULE, branch, parameter};

/// The types of actions (Amazon Connect flow language).
const TYPES: &[&str] = &[
    "AssociateContactToCustomerProfile",
    "AuthenticateParticipant",
    "CheckHoursOfOperation",
    "CheckMetricData",
    "CheckOutboundCallStatus",
    "CheckVoiceId",
    "Compare",
    "CompleteOutboundCall",
    "ConnectParticipantWithLexBot",
    "CreateCallbackContact",
    "CreateCase",
    "CreateCustomerProfile",
    "CreatePersistentContactAssociation",
    "CreateTask",
    "CreateWisdomSession",
    "DequeueContactAndTransferToQueue",
    "DisconnectParticipant",
    "DistributeByPercentage",
    "EndFlowExecution",
    "EndFlowModuleExecution",
    "EvaluateDataTableValues",
    "GetCalculatedAttributesForCustomerProfile",
    "GetCase",
    "GetCustomerProfile",
    "GetCustomerProfileObject",
    "GetMetricData",
    "GetParticipantInput",
    "InvokeFlowModule",
    "InvokeLambdaFunction",
    "ListDataTableValues",
    "LoadContactContent",
    "Loop",
    "MessageParticipant",
    "MessageParticipantIteratively",
    "ResumeContact",
    "ShowView",
    "StartOutboundChatContact",
    "StartVoiceIdStream",
    "TagContact",
    "TransferContactToAgent",
    "TransferContactToQueue",
    "TransferParticipantToThirdParty",
    "TransferToFlow",
    "UntagContact",
    "UpdateCase",
    "UpdateContactAttributes",
    "UpdateContactCallbackNumber",
    "UpdateContactData",
    "UpdateContactEventHooks",
    "UpdateContactMediaProcessing",
    "UpdateContactMediaStreamingBehavior",
    "UpdateContactRecordingAndAnalyticsBehavior",
    "UpdateContactRecordingBehavior",
    "UpdateContactRoutingBehavior",
    "UpdateContactRoutingCriteria",
    "UpdateContactTargetQueue",
    "UpdateContactTextToSpeechVoice",
    "UpdateCustomerProfile",
    "UpdateFlowAttributes",
    "UpdateFlowLoggingBehavior",
    "UpdatePreviousContactParticipantState",
    "UpsertDataTableValues",
    "Wait",
];

/// Types after which nothing comes.
const ENDS: &[&str] = &[
    "DisconnectParticipant",
    "EndFlowExecution",
    "EndFlowModuleExecution",
];

/// Types after which nothing has to come: they hand the contact on, or go on for ever.
const MAY_END: &[&str] = &[
    "DequeueContactAndTransferToQueue",
    "MessageParticipantIteratively",
    "TransferContactToAgent",
    "TransferContactToQueue",
];

const IDENTIFIER_CHARACTERS_MAX: usize = 50;

/// Names that mean something to the language the designer is written in.
const RESERVED: &[&str] = &[
    "__defineGetter__",
    "__defineSetter__",
    "__proto__",
    "constructor",
    "hasOwnProperty",
    "isPrototypeOf",
    "propertyIsEnumerable",
    "toLocaleString",
    "toString",
    "valueOf",
];

/// Where a message may come from.
const SOURCES: &[&str] = &["Text", "SSML", "PromptId", "Media"];

/// Where the greeting of a bot may come from.
const BOT_SOURCES: &[&str] = &["Text", "SSML", "PromptId", "Media", "LexInitializationData"];

/// Finds what is wrong with the action at `path` in a content of this kind.
pub(super) fn check(kind: &str, path: &str, action: &Value, found: &mut Vec<String>) {
    let named = action["Identifier"].as_str();
    if !named.is_some_and(is_identifier) {
        found.push(invalid(&format!("{path}.Identifier")));
    }
    let action_type = action["Type"].as_str().unwrap_or_default();
    if !TYPES.contains(&action_type) || !fits(kind, action_type) {
        found.push(invalid(&format!("{path}.Type")));
    }
    parameter::check(action_type, path, &action["Parameters"], found);
    check_ends(action_type, path, &action["Transitions"], found);
    branch::check(action_type, path, &action["Transitions"], found);
    match action_type {
        "MessageParticipant" => check_source(SOURCES, &action["Parameters"], found),
        "ConnectParticipantWithLexBot" => check_source(BOT_SOURCES, &action["Parameters"], found),
        "UpdateContactEventHooks" => {
            let hooks = &action["Parameters"]["EventHooks"];
            if hooks.as_object().map_or(0, serde_json::Map::len) != 1 {
                found.push(invalid(&format!("{path}.Parameters.EventHooks")));
            }
        }
        _ => {}
    }
}

fn is_identifier(text: &str) -> bool {
    !text.is_empty()
        && text.chars().count() <= IDENTIFIER_CHARACTERS_MAX
        && !text.contains(|c| "%:(\\/)=$,;[]{}".contains(c))
        && !RESERVED.contains(&text)
}

/// Whether a content of this kind takes actions of this type, as far as others report.
fn fits(kind: &str, action_type: &str) -> bool {
    let is_hold = kind.ends_with("_HOLD");
    let is_whisper = kind.ends_with("_WHISPER");
    match action_type {
        "DisconnectParticipant" => !is_hold && !is_whisper,
        "EndFlowExecution" => is_whisper || kind == "CUSTOMER_QUEUE",
        "EndFlowModuleExecution" => kind == MODULE,
        "TransferToFlow" => !is_hold && !is_whisper && kind != "CUSTOMER_QUEUE",
        _ => true,
    }
}

/// An end leads nowhere, and all else leads somewhere.
fn check_ends(action_type: &str, path: &str, transitions: &Value, found: &mut Vec<String>) {
    let has = |branch: &str| {
        transitions[branch]
            .as_array()
            .is_some_and(|all| !all.is_empty())
    };
    let next = transitions.get("NextAction");
    if ENDS.contains(&action_type) {
        if next.is_some() || has("Errors") || has("Conditions") {
            found.push(format!(
                "Action does not support transitions. Path: {path}.Transitions"
            ));
        }
    } else if next.is_none() && !MAY_END.contains(&action_type) {
        found.push(format!(
            "Action is missing required property. Path: {path}.Transitions.NextAction"
        ));
    }
}

/// A message has one source.
fn check_source(sources: &[&str], parameters: &Value, found: &mut Vec<String>) {
    let given = sources
        .iter()
        .filter(|source| parameters.get(**source).is_some());
    let given: Vec<&str> = given.copied().collect();
    match given.len() {
        0 => {
            let sources = sources.join(", ");
            found.push(format!("At least one of [{sources}] must be set"));
        }
        1 => {}
        _ => {
            let given = given.join(", ");
            found.push(format!(
                "Only one of these properties may be defined. Properties: [{given}]"
            ));
        }
    }
}

fn invalid(path: &str) -> String {
    format!("Invalid Action property value. Path: {path}")
}
