//! Flows.

use serde::Serialize;

use super::{
    content::{self, Content},
    entry::{Declared, Naming, Seen},
};
use crate::{Place, spec::Kind};

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
    /// Where the spec says what the flow is: at `content` or `file`. Not serialised, as in
    /// [`Entry`](super::Entry).
    #[serde(skip)]
    pub place: Place,
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

record! {
    /// What happens to a contact.
    pub(crate) struct ContactFlowMembers {
        /// What the flow is for.
        r#type: FlowType,
        /// What people read about it.
        description: Option<String> [Limit::Chars(0, 500)],
        /// The file that holds the flow, from the folder of this file.
        file: Option<String>,
        /// The flow itself, in place of a file: as JSON text, or written out.
        content: Option<Content>,
        /// Whether it is published, which makes AWS validate it, or only saved.
        status: FlowStatus = FlowStatus::Published,
    }
}

impl Declared for ContactFlowSpec {
    const KIND: Kind = Kind::ContactFlow;
    const NAMING: Naming = Naming::Member("name");
    const CAN_BE_RENAMED: bool = true;
    type Members = ContactFlowMembers;

    fn settle(members: ContactFlowMembers, seen: &mut Seen<'_, '_>) -> Option<Self> {
        let ContactFlowMembers {
            r#type,
            description,
            file,
            content,
            status,
        } = members;
        let (content, place) = content::settle::<Self>(file, content, seen)?;
        Some(Self {
            r#type,
            description,
            content,
            status,
            place,
        })
    }
}
