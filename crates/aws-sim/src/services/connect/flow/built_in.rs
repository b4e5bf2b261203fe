//! The flows of a new instance.
//!
//! Names and types are AWS's, as documented or as others observed. Their content is the least that
//! can be published: what AWS's say is not known here.

use serde_json::{Value, json};

use super::Flow;
use crate::services::connect::flow_content::Stored;

/// Name, type and description of a flow.
type BuiltIn = (&'static str, &'static str, Option<&'static str>);

/// Defaults first, then samples.
const BUILT_IN: &[BuiltIn] = &[
    ("Default agent hold", "AGENT_HOLD", None),
    (
        "Default agent transfer",
        "AGENT_TRANSFER",
        Some("Default flow to transfer to an agent."),
    ),
    ("Default agent whisper", "AGENT_WHISPER", None),
    ("Default customer hold", "CUSTOMER_HOLD", None),
    (
        "Default customer queue",
        "CUSTOMER_QUEUE",
        Some("Default audio played when a customer is waiting in queue."),
    ),
    ("Default customer whisper", "CUSTOMER_WHISPER", None),
    ("Default outbound", "OUTBOUND_WHISPER", None),
    ("Default queue transfer", "QUEUE_TRANSFER", None),
    (
        "Sample inbound flow (first contact experience)",
        "CONTACT_FLOW",
        None,
    ),
    ("Sample AB test", "CONTACT_FLOW", None),
    ("Sample customer queue priority", "CONTACT_FLOW", None),
    ("Sample disconnect flow", "CONTACT_FLOW", None),
    ("Sample queue configurations flow", "CONTACT_FLOW", None),
    ("Sample queue customer", "CONTACT_FLOW", None),
    (
        "Sample interruptible queue flow with callback",
        "CUSTOMER_QUEUE",
        None,
    ),
    ("Sample Lambda integration", "CONTACT_FLOW", None),
    ("Sample recording behavior", "CONTACT_FLOW", None),
    ("Sample note for screenpop", "CONTACT_FLOW", None),
    ("Sample secure input with agent", "CONTACT_FLOW", None),
    ("Sample secure input with no agent", "CONTACT_FLOW", None),
];

/// Name and body of each.
pub(in crate::services::connect) fn all() -> impl Iterator<Item = (&'static str, Flow)> {
    BUILT_IN.iter().map(|(name, kind, description)| {
        let content = Stored::published(content(kind).to_string());
        let description = description.map(str::to_owned);
        (*name, Flow::new((*kind).to_owned(), description, content))
    })
}

fn content(kind: &str) -> Value {
    let action = match kind {
        "AGENT_HOLD" | "CUSTOMER_HOLD" | "CUSTOMER_QUEUE" => json!({
            "Identifier": "message",
            "Type": "MessageParticipantIteratively",
            "Parameters": { "Messages": [{ "Text": "Please wait." }] },
            "Transitions": {},
        }),
        "AGENT_WHISPER" | "CUSTOMER_WHISPER" | "OUTBOUND_WHISPER" => end("EndFlowExecution"),
        _ => end("DisconnectParticipant"),
    };
    json!({
        "Version": "2019-10-30",
        "StartAction": action["Identifier"],
        "Metadata": {},
        "Actions": [action],
    })
}

fn end(action_type: &str) -> Value {
    json!({
        "Identifier": "end",
        "Type": action_type,
        "Parameters": {},
        "Transitions": {},
    })
}
