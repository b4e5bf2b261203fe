//! The smallest documents that the service publishes.

use serde_json::{Value, json};

use crate::{document::Document, flow_type::FlowType};

impl Document {
    /// The smallest flow of a type that the service publishes.
    ///
    /// Flows that refer to each other in a ring are created as stubs first, then get their content.
    /// No smallest campaign flow is documented; it ends the contact, as an inbound one does.
    pub fn stub(flow_type: FlowType) -> Self {
        let action = match flow_type {
            FlowType::CustomerWhisper
            | FlowType::AgentWhisper
            | FlowType::OutboundWhisper
            | FlowType::CustomerQueue => ending("EndFlowExecution"),
            FlowType::CustomerHold | FlowType::AgentHold => looping(),
            FlowType::ContactFlow
            | FlowType::AgentTransfer
            | FlowType::QueueTransfer
            | FlowType::Campaign => ending("DisconnectParticipant"),
        };
        Self {
            content: outline(&action),
            envelope: None,
        }
    }

    /// The smallest flow module that the service publishes.
    pub fn module_stub() -> Self {
        let mut content = outline(&ending("EndFlowModuleExecution"));
        content["Settings"] =
            json!({"InputParameters": [], "OutputParameters": [], "Transitions": []});
        Self {
            content,
            envelope: None,
        }
    }
}

fn outline(action: &Value) -> Value {
    json!({"Version": "2019-10-30", "StartAction": "stub", "Metadata": {}, "Actions": [action]})
}

fn ending(action_type: &str) -> Value {
    json!({"Identifier": "stub", "Type": action_type, "Parameters": {}, "Transitions": {}})
}

/// Hold flows repeat their messages for as long as the hold lasts.
fn looping() -> Value {
    json!({
        "Identifier": "stub",
        "Type": "MessageParticipantIteratively",
        "Parameters": {"Messages": [{"Text": "Please hold."}]},
        "Transitions": {"Errors": [], "Conditions": []}
    })
}
