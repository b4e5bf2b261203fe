//! The types of flows, as the API spells them.

use std::str::FromStr;

use crate::spelling::{UnknownSpelling, spelled};

spelled! {
    /// The type of a flow. It is fixed when the flow is created: no update operation takes one.
    pub enum FlowType ("type of flow") {
        /// Handles an incoming contact.
        ContactFlow = "CONTACT_FLOW",
        /// What a customer hears while waiting in a queue.
        CustomerQueue = "CUSTOMER_QUEUE",
        /// What a customer hears on hold.
        CustomerHold = "CUSTOMER_HOLD",
        /// What a customer hears just before joining the agent.
        CustomerWhisper = "CUSTOMER_WHISPER",
        /// What an agent hears on hold.
        AgentHold = "AGENT_HOLD",
        /// What an agent hears just before joining the customer.
        AgentWhisper = "AGENT_WHISPER",
        /// What a customer hears at the start of an outbound call.
        OutboundWhisper = "OUTBOUND_WHISPER",
        /// Moves a contact to an agent, by quick connect.
        AgentTransfer = "AGENT_TRANSFER",
        /// Moves a contact to a queue, by quick connect.
        QueueTransfer = "QUEUE_TRANSFER",
        /// Handles a contact of an outbound campaign.
        Campaign = "CAMPAIGN",
    }
}

/// What a document is used as: a flow of some type, or a module that flows invoke.
///
/// Modules have no type in the API; their content carries `Settings` where a flow's has none.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Role {
    /// A flow.
    Flow(FlowType),
    /// A flow module.
    Module,
}

impl FlowType {
    /// Reads the spelling of the console's metadata and of legacy exports, such as `contactFlow`.
    pub fn from_console(text: &str) -> Option<Self> {
        let same = |flow_type: &&Self| {
            let letters = flow_type.as_str().bytes().filter(|&byte| byte != b'_');
            letters.eq(text.bytes().map(|byte| byte.to_ascii_uppercase()))
        };
        Self::ALL.iter().find(same).copied()
    }
}

impl Role {
    /// `MODULE`, or the type of the flow as the API spells it.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Flow(flow_type) => flow_type.as_str(),
            Self::Module => "MODULE",
        }
    }
}

impl FromStr for Role {
    type Err = UnknownSpelling;

    fn from_str(text: &str) -> Result<Self, UnknownSpelling> {
        if text == Self::Module.as_str() {
            return Ok(Self::Module);
        }
        text.parse().map(Self::Flow)
    }
}

impl From<FlowType> for Role {
    fn from(flow_type: FlowType) -> Self {
        Self::Flow(flow_type)
    }
}

#[cfg(test)]
mod tests {
    use super::{FlowType, Role};

    #[test]
    fn every_type_has_an_api_and_a_console_spelling() {
        for &flow_type in FlowType::ALL {
            assert_eq!(flow_type.as_str().parse(), Ok(flow_type));
        }
        assert_eq!(
            FlowType::from_console("contactFlow"),
            Some(FlowType::ContactFlow)
        );
        assert_eq!(
            FlowType::from_console("outboundWhisper"),
            Some(FlowType::OutboundWhisper)
        );
        assert_eq!(FlowType::from_console("module"), None);
        for role in [Role::Module, FlowType::AgentHold.into()] {
            assert_eq!(role.as_str().parse(), Ok(role));
        }
        let error = "contactFlow".parse::<FlowType>().unwrap_err();
        assert_eq!(error.to_string(), "`contactFlow` is not a type of flow");
    }
}
