//! Replicas of the instance in other Regions.

use super::entry::{Declared, Naming, Seen};
use crate::{
    Alias, Region,
    decode::{Limit, Pattern},
    spec::Kind,
    words::quote,
};

/// What a Region must keep.
const REGION: &[Limit] = &[Limit::Named(
    <Region as Pattern>::PATTERN.expect("Regions have a pattern"),
)];

record! {
    /// The same instance in a second Region (Global Resiliency).
    pub struct ReplicaSpec {
        /// The alias of the replica, unique over all of AWS; that of the instance and the Region where
        /// none is given.
        alias: Option<Alias>,
    }
}

impl Declared for ReplicaSpec {
    const KIND: Kind = Kind::Replica;
    const NAMING: Naming = Naming::Member("region");
    const NAME_LIMITS: &'static [Limit] = REGION;
    const IS_TAGGED: bool = false;
    type Members = Self;

    fn settle(members: Self, seen: &mut Seen<'_, '_>) -> Option<Self> {
        let region = seen.name.clone()?;
        if Region::new(region.as_str()).is_err() {
            let message = format!("{} is no Region", quote(region.as_str()));
            seen.find("bad-region", "region", message, "write it as eu-central-1");
        }
        Some(members)
    }
}
