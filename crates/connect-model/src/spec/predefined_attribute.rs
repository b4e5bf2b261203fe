//! Predefined attributes.

use super::entry::{Declared, Naming, Seen};
use crate::spec::Kind;

record! {
    /// An attribute with values of its own, which contacts ask for and agents are proficient in.
    pub struct PredefinedAttributeSpec {
        /// Its values.
        values: Option<Vec<String>> [Limit::Items(0, 500), Limit::Chars(1, 100)],
        /// What it is for, in words of your own.
        purposes: Option<Vec<String>> [Limit::Items(0, 10), Limit::Chars(1, 100)],
        /// Whether contacts take these values alone.
        value_validation: Option<bool>,
    }
}

impl Declared for PredefinedAttributeSpec {
    const KIND: Kind = Kind::PredefinedAttribute;
    const NAMING: Naming = Naming::Member("name");
    const IS_TAGGED: bool = false;
    type Members = Self;

    fn settle(members: Self, _: &mut Seen<'_, '_>) -> Option<Self> {
        Some(members)
    }
}
