//! Actions as the flow designer shows them: with a name for people, in a place.

use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::{action::Action, document::Document};

/// Where the designer puts a block: its upper left corner, in pixels, `y` downwards.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Position {
    /// From the left.
    pub x: f64,
    /// From the top.
    pub y: f64,
}

impl Document {
    /// What people call an action: the identifier if its author chose it, else the title of its block.
    pub fn label<'a>(&'a self, action: Action<'a>) -> &'a str {
        if self.is_friendly(action) {
            action.identifier()
        } else {
            action.title()
        }
    }

    /// Where the designer puts the block of an action, if the document says.
    pub fn position(&self, action: Action<'_>) -> Option<Position> {
        position(self.notes(action)?.get("position")?)
    }

    /// Where the designer puts the entry point, if the document says.
    pub fn entry_position(&self) -> Option<Position> {
        position(self.content.pointer("/Metadata/entryPointPosition")?)
    }

    /// What the designer noted about an action.
    pub fn notes<'a>(&'a self, action: Action<'_>) -> Option<&'a Value> {
        let all = self.content.pointer("/Metadata/ActionMetadata")?;
        all.get(action.identifier())
    }

    fn is_friendly(&self, action: Action<'_>) -> bool {
        let noted = self
            .notes(action)
            .and_then(|notes| notes.get("isFriendlyName"));
        let by_hand = || !crate::reference::arn::is_uuid(action.identifier());
        noted.and_then(Value::as_bool).unwrap_or_else(by_hand)
    }
}

impl<'a> Action<'a> {
    /// The title of the designer's block; the action type itself if no block is known for it.
    pub fn title(self) -> &'a str {
        let action_type = self.action_type();
        if action_type == "GetParticipantInput" && self.stores_input() {
            return "Store customer input";
        }
        let found = TITLES.iter().find(|(name, _)| *name == action_type);
        found.map_or(action_type, |(_, title)| title)
    }

    /// Whether what the customer keys in is kept, and no branch is taken by it.
    fn stores_input(self) -> bool {
        let stored = self.parameters().and_then(|all| all.get("StoreInput"));
        match stored {
            Some(Value::String(text)) => text.eq_ignore_ascii_case("true"),
            Some(Value::Bool(stored)) => *stored,
            _ => false,
        }
    }
}

fn position(value: &Value) -> Option<Position> {
    let number = |name| value.get(name).and_then(Value::as_f64);
    Some(Position {
        x: number("x")?,
        y: number("y")?,
    })
}

/// The titles that the designer's palette has. Where one action type serves several blocks, the
/// most common one stands here.
const TITLES: &[(&str, &str)] = &[
    ("AssociateContactToCustomerProfile", "Customer profiles"),
    ("AuthenticateParticipant", "Authenticate customer"),
    ("CheckHoursOfOperation", "Check hours of operation"),
    ("CheckMetricData", "Check queue status"),
    ("CheckOutboundCallStatus", "Check call progress"),
    ("CheckVoiceId", "Check Voice ID"),
    ("Compare", "Check contact attributes"),
    ("CompleteOutboundCall", "Complete outbound call"),
    ("ConnectParticipantWithLexBot", "Get customer input"),
    ("CreateCallbackContact", "Transfer to queue (callback)"),
    ("CreateCase", "Create case"),
    ("CreateCustomerProfile", "Create customer profile"),
    (
        "CreatePersistentContactAssociation",
        "Create persistent contact association",
    ),
    ("CreateTask", "Create task"),
    ("CreateWisdomSession", "Connect assistant"),
    ("DequeueContactAndTransferToQueue", "Transfer to queue"),
    ("DisconnectParticipant", "Disconnect"),
    ("DistributeByPercentage", "Distribute by percentage"),
    ("EndFlowExecution", "End flow"),
    ("EndFlowModuleExecution", "Return"),
    ("EvaluateDataTableValues", "Evaluate data table"),
    ("GetCase", "Get case"),
    (
        "GetCalculatedAttributesForCustomerProfile",
        "Get calculated attributes",
    ),
    ("GetCustomerProfile", "Get customer profile"),
    ("GetCustomerProfileObject", "Get customer profile object"),
    ("GetMetricData", "Get metrics"),
    ("GetParticipantInput", "Get customer input"),
    ("InvokeFlowModule", "Invoke module"),
    ("InvokeLambdaFunction", "AWS Lambda function"),
    ("ListDataTableValues", "List data table values"),
    ("LoadContactContent", "Get stored content"),
    ("Loop", "Loop"),
    ("MessageParticipant", "Play prompt"),
    ("MessageParticipantIteratively", "Loop prompts"),
    ("ResumeContact", "Resume contact"),
    ("ShowView", "Show view"),
    ("StartOutboundChatContact", "Send message"),
    ("StartVoiceIdStream", "Set Voice ID"),
    ("TagContact", "Contact tags"),
    ("TransferContactToAgent", "Transfer to agent"),
    ("TransferContactToQueue", "Transfer to queue"),
    (
        "TransferParticipantToThirdParty",
        "Transfer to phone number",
    ),
    ("TransferToFlow", "Transfer to flow"),
    ("UntagContact", "Contact tags"),
    ("UpdateCase", "Update case"),
    ("UpdateContactAttributes", "Set contact attributes"),
    ("UpdateContactCallbackNumber", "Set callback number"),
    ("UpdateContactData", "Set contact attributes"),
    ("UpdateContactEventHooks", "Set event flow"),
    ("UpdateContactMediaProcessing", "Set media processing"),
    ("UpdateContactMediaStreamingBehavior", "Media streaming"),
    (
        "UpdateContactRecordingAndAnalyticsBehavior",
        "Set recording and analytics behavior",
    ),
    ("UpdateContactRecordingBehavior", "Set recording behavior"),
    (
        "UpdateContactRoutingBehavior",
        "Change routing priority / age",
    ),
    ("UpdateContactRoutingCriteria", "Set routing criteria"),
    ("UpdateContactTargetQueue", "Set working queue"),
    ("UpdateContactTextToSpeechVoice", "Set voice"),
    ("UpdateCustomerProfile", "Update customer profile"),
    ("UpdateFlowAttributes", "Set flow attributes"),
    ("UpdateFlowLoggingBehavior", "Set logging behavior"),
    (
        "UpdatePreviousContactParticipantState",
        "Hold customer or agent",
    ),
    ("UpsertDataTableValues", "Write data table"),
    ("Wait", "Wait"),
];
