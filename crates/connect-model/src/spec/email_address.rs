//! E-mail addresses that customers write to.

use super::entry::{Declared, Naming, Seen};
use crate::spec::Kind;

record! {
    /// An address that customers write to. Its domain is verified with Amazon SES beforehand.
    pub struct EmailAddressSpec {
        /// The name that customers see beside the address.
        display_name: Option<String> [Limit::Chars(1, 256)],
        /// What people read about it.
        description: Option<String> [Limit::Chars(1, 500)],
    }
}

impl Declared for EmailAddressSpec {
    const KIND: Kind = Kind::EmailAddress;
    const NAMING: Naming = Naming::Member("address");
    type Members = Self;

    fn settle(members: Self, _: &mut Seen<'_, '_>) -> Option<Self> {
        Some(members)
    }
}
