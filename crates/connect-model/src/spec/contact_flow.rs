//! Flows.

use serde::Serialize;

/// What happens to a contact.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct ContactFlowSpec {
    /// What the flow is for. AWS cannot change it.
    pub r#type: FlowType,
    /// What people read about it.
    pub description: Option<String>,
    /// The flow itself: JSON text, at most 256,000 characters, without a byte order mark.
    pub content: String,
    /// Whether it is published, which makes AWS validate it, or only saved.
    pub status: FlowStatus,
}

choice! {
    /// What a flow is for (facts/flow-language.md, 2).
    pub enum FlowType {
        /// Where contacts start.
        ContactFlow = "CONTACT_FLOW",
        /// While a contact waits in a queue.
        CustomerQueue = "CUSTOMER_QUEUE",
        /// What a customer on hold hears.
        CustomerHold = "CUSTOMER_HOLD",
        /// What a customer hears before being joined.
        CustomerWhisper = "CUSTOMER_WHISPER",
        /// What an agent on hold hears.
        AgentHold = "AGENT_HOLD",
        /// What an agent hears before being joined.
        AgentWhisper = "AGENT_WHISPER",
        /// What the called person hears before being joined.
        OutboundWhisper = "OUTBOUND_WHISPER",
        /// A transfer to an agent.
        AgentTransfer = "AGENT_TRANSFER",
        /// A transfer to a queue.
        QueueTransfer = "QUEUE_TRANSFER",
        /// An outbound campaign.
        Campaign = "CAMPAIGN",
    }
}

choice! {
    /// Whether a flow is in force.
    pub enum FlowStatus {
        /// Validated and in force.
        Published = "PUBLISHED",
        /// A draft.
        Saved = "SAVED",
    }
}
