//! Security profiles.

use super::entry::{Declared, Naming, Seen};
use crate::{
    SecurityProfileName,
    decode::{Limit, Pattern},
    spec::Kind,
};

record! {
    /// What a user may do in the instance.
    pub struct SecurityProfileSpec {
        /// What people read about it.
        description: Option<String> [Limit::Chars(1, 250)],
        /// Names of permissions, as the API spells them.
        permissions: Vec<String> [Limit::Items(0, 500), Limit::Chars(1, 128)] = Vec::new(),
    }
}

impl Declared for SecurityProfileSpec {
    const KIND: Kind = Kind::SecurityProfile;
    const NAMING: Naming = Naming::Member("name");
    const NAME_LIMITS: &'static [Limit] = &[Limit::Named(
        <SecurityProfileName as Pattern>::PATTERN.expect("these names have a pattern"),
    )];
    type Members = Self;

    fn settle(members: Self, _: &mut Seen<'_, '_>) -> Option<Self> {
        Some(members)
    }
}
