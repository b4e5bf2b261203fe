//! Traffic distribution groups.

use super::entry::{Declared, Naming, Seen};
use crate::{Name, spec::Kind};

record! {
    /// What shares calls and agents out between the instance and its replica. How it does is no matter of
    /// a declaration: people shift traffic, and no plan shifts it back.
    pub struct TrafficDistributionGroupSpec {
        /// What people read about it.
        description: Option<String> [Limit::Chars(1, 250)],
        /// The agents that go with the group, by username. A user goes with one group at most.
        users: Option<Vec<Name>> [Limit::Refers(Kind::User)],
    }
}

impl Declared for TrafficDistributionGroupSpec {
    const KIND: Kind = Kind::TrafficDistributionGroup;
    const NAMING: Naming = Naming::Member("name");
    type Members = Self;

    fn settle(members: Self, _: &mut Seen<'_, '_>) -> Option<Self> {
        Some(members)
    }
}
