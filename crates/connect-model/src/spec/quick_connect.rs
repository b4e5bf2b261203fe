//! Quick connects.

use serde::Serialize;

use super::entry::{Declared, Naming, Seen};
use crate::{E164, Name, builtin, spec::Kind};

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
        /// The transfer flow, by name; of type `QUEUE_TRANSFER`.
        flow: Name,
    },
    /// To a user.
    User {
        /// The username.
        user: Name,
        /// The transfer flow, by name; of type `AGENT_TRANSFER`.
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

record! {
    /// A destination that agents can send contacts to.
    pub(crate) struct QuickConnectMembers {
        /// What people read about it.
        description: Option<String> [Limit::Chars(1, 250)],
        /// What it leads to.
        r#type: QuickConnectType,
        /// The queue, by name; for QUEUE.
        queue: Option<Name> [Limit::Refers(Kind::Queue)],
        /// The username; for USER.
        user: Option<Name> [Limit::Refers(Kind::User)],
        /// The number; for `PHONE_NUMBER`.
        phone_number: Option<E164>,
        /// The transfer flow, by name. QUEUE and USER have a built-in default, FLOW has none.
        flow: Option<Name> [Limit::Refers(Kind::ContactFlow)],
    }
}

impl Declared for QuickConnectSpec {
    const KIND: Kind = Kind::QuickConnect;
    const NAMING: Naming = Naming::KeyOrName;
    const CAN_BE_RENAMED: bool = true;
    type Members = QuickConnectMembers;

    fn settle(members: QuickConnectMembers, seen: &mut Seen<'_, '_>) -> Option<Self> {
        let QuickConnectMembers {
            description,
            r#type,
            queue,
            user,
            phone_number,
            flow,
        } = members;
        let beside = format!("type {type}");
        let stray: &[&str] = match r#type {
            QuickConnectType::Queue => &["user", "phone_number"],
            QuickConnectType::User => &["queue", "phone_number"],
            QuickConnectType::PhoneNumber => &["queue", "user", "flow"],
            QuickConnectType::Flow => &["queue", "user", "phone_number"],
        };
        seen.forbid(stray, &beside);
        let flow_or = |name: &str| flow.clone().or_else(|| Name::new(name).ok());
        let target = match r#type {
            QuickConnectType::Queue => QuickConnectTarget::Queue {
                queue: seen.require("queue", queue, "add it")?,
                flow: flow_or(builtin::DEFAULT_QUEUE_TRANSFER)?,
            },
            QuickConnectType::User => QuickConnectTarget::User {
                user: seen.require("user", user, "add it")?,
                flow: flow_or(builtin::DEFAULT_AGENT_TRANSFER)?,
            },
            QuickConnectType::PhoneNumber => QuickConnectTarget::PhoneNumber {
                phone_number: seen.require("phone_number", phone_number, "add it")?,
            },
            QuickConnectType::Flow => QuickConnectTarget::Flow {
                flow: seen.require("flow", flow, "add it")?,
            },
        };
        Some(Self {
            description,
            target,
        })
    }
}
