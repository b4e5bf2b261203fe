//! Quick connects.

use serde::Serialize;

use crate::{E164, Name};

/// A destination that agents can send contacts to.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct QuickConnectSpec {
    /// What people read about it.
    pub description: Option<String>,
    /// Where it leads.
    pub target: QuickConnectTarget,
}

/// Where a quick connect leads.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(tag = "type", rename_all = "SCREAMING_SNAKE_CASE")]
pub enum QuickConnectTarget {
    /// To a queue.
    Queue {
        /// The queue, by name.
        queue: Name,
        /// The transfer flow, by name; of type QUEUE_TRANSFER.
        flow: Name,
    },
    /// To a user.
    User {
        /// The username.
        user: Name,
        /// The transfer flow, by name; of type AGENT_TRANSFER.
        flow: Name,
    },
    /// To a number outside.
    PhoneNumber {
        /// The number.
        phone_number: E164,
    },
    /// To a flow.
    Flow {
        /// The flow, by name.
        flow: Name,
    },
}

choice! {
    /// What a quick connect leads to.
    pub enum QuickConnectType {
        /// A queue.
        Queue = "QUEUE",
        /// A user.
        User = "USER",
        /// A number outside.
        PhoneNumber = "PHONE_NUMBER",
        /// A flow.
        Flow = "FLOW",
    }
}

impl QuickConnectTarget {
    /// Which type it is.
    pub fn kind(&self) -> QuickConnectType {
        match self {
            Self::Queue { .. } => QuickConnectType::Queue,
            Self::User { .. } => QuickConnectType::User,
            Self::PhoneNumber { .. } => QuickConnectType::PhoneNumber,
            Self::Flow { .. } => QuickConnectType::Flow,
        }
    }

    /// The flow that it needs, where it needs one.
    pub fn flow(&self) -> Option<&Name> {
        match self {
            Self::Queue { flow, .. } | Self::User { flow, .. } | Self::Flow { flow } => Some(flow),
            Self::PhoneNumber { .. } => None,
        }
    }
}
