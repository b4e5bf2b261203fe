//! Sites that may embed the contact control panel.

use super::entry::{Declared, Naming, Seen};
use crate::{Origin, spec::Kind};

record! {
    /// A site that may embed the contact control panel; a bare text is its origin.
    pub struct ApprovedOriginSpec {
        /// A scheme, a host, and perhaps a port: `https://crm.example.com`.
        origin: Origin,
    }
}

impl Declared for ApprovedOriginSpec {
    const KIND: Kind = Kind::ApprovedOrigin;
    const NAMING: Naming = Naming::Label;
    const SHORTHAND: Option<&'static str> = Some("origin");
    const IS_TAGGED: bool = false;
    type Members = Self;

    fn settle(members: Self, _: &mut Seen<'_, '_>) -> Option<Self> {
        Some(members)
    }

    fn label(&self) -> Option<String> {
        Some(self.origin.to_string())
    }
}
