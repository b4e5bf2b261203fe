//! Queues.

use super::entry::{Declared, Naming, Seen};
use crate::{Key, Name, spec::Kind};

record! {
    /// Where contacts wait.
    pub struct QueueSpec {
        /// What people read about it.
        description: Option<String> [Limit::Chars(1, 250)],
        /// Its hours of operation, by name.
        hours: Name [Limit::Refers(Kind::HoursOfOperation)],
        /// How many contacts may wait; without it, as many as the instance allows.
        max_contacts: Option<u32> [Limit::Range(0, 2_147_483_647)],
        /// How calls out of this queue present themselves.
        outbound_caller: Option<OutboundCaller>,
        /// Whether it takes contacts.
        status: QueueStatus = QueueStatus::Enabled,
        /// The quick connects that its agents see, by key.
        quick_connects: Vec<Key> [Limit::Items(0, 700), Limit::Refers(Kind::QuickConnect)] = Vec::new(),
    }
}

record! {
    /// How calls out of a queue present themselves.
    pub struct OutboundCaller {
        /// The name that is shown to the other side.
        name: Option<String> [Limit::Chars(1, 255)],
        /// The number that is shown, by its key.
        number: Option<Key> [Limit::Refers(Kind::PhoneNumber)],
        /// The whisper flow for outbound calls, by name.
        flow: Option<Name> [Limit::Refers(Kind::ContactFlow)],
    }
}

choice! {
    /// Whether a queue takes contacts.
    pub enum QueueStatus {
        /// It does.
        Enabled = "ENABLED",
        /// It does not.
        Disabled = "DISABLED",
    }
}

impl Declared for QueueSpec {
    const KIND: Kind = Kind::Queue;
    const NAMING: Naming = Naming::Member("name");
    const CAN_BE_RENAMED: bool = true;
    type Members = Self;

    fn settle(members: Self, _: &mut Seen<'_, '_>) -> Option<Self> {
        Some(Self {
            outbound_caller: members
                .outbound_caller
                .filter(OutboundCaller::says_anything),
            ..members
        })
    }
}

impl OutboundCaller {
    /// A map without members declares nothing, as if it were not there.
    fn says_anything(&self) -> bool {
        let Self { name, number, flow } = self;
        name.is_some() || number.is_some() || flow.is_some()
    }
}
