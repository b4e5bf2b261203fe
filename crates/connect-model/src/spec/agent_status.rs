//! Agent statuses.

use super::entry::{Declared, Naming, Seen};
use crate::spec::Kind;

record! {
    /// A status that agents set themselves to, such as a break.
    pub struct AgentStatusSpec {
        /// What people read about it.
        description: Option<String> [Limit::Chars(1, 250)],
        /// Whether agents can choose it.
        state: AgentStatusState = AgentStatusState::Enabled,
        /// Its place among the statuses that agents see.
        display_order: Option<u32> [Limit::Range(1, 50)],
    }
}

choice! {
    /// Whether agents can choose a status.
    pub enum AgentStatusState {
        /// They can.
        Enabled = "ENABLED",
        /// They cannot. AWS deletes no status, so this is how one goes.
        Disabled = "DISABLED",
    }
}

impl Declared for AgentStatusSpec {
    const KIND: Kind = Kind::AgentStatus;
    const NAMING: Naming = Naming::Member("name");
    const CAN_BE_RENAMED: bool = true;
    type Members = Self;

    fn settle(members: Self, _: &mut Seen<'_, '_>) -> Option<Self> {
        Some(members)
    }
}
