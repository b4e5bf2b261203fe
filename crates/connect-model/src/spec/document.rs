//! What stands at the top of a spec beside its sections.

use serde_json::{Value as Json, json};

use super::{Document, Kind, entry::Naming};
use crate::{
    Name, Place, builtin,
    decode::{Decode, Definitions, Reader},
    tree::{Node, Path},
};

choice! {
    /// The version of the language.
    pub(crate) enum ApiVersion {
        /// The first.
        V1 = "trunkline/v1",
    }
}

choice! {
    /// What a file declares.
    pub(crate) enum DocumentKind {
        /// A contact centre.
        ContactCenter = "ContactCenter",
    }
}

/// The variables, which are resolved and gone before anything is decoded.
#[derive(Clone, Debug, PartialEq, serde::Serialize)]
pub(crate) struct Variables;

impl Decode for Variables {
    fn decode(_: &Node, _: &Path<'_>, _: &mut Reader<'_>) -> Option<Self> {
        Some(Self)
    }

    fn schema(_: &mut Definitions) -> Json {
        json!({
            "type": "object",
            "propertyNames": { "pattern": "^[A-Za-z0-9_-]+$" },
            "additionalProperties": { "type": ["string", "number", "boolean", "null"] }
        })
    }
}

// === impl Document ===

impl Document {
    /// How the entries of each kind get their names.
    pub(crate) fn namings() -> impl Iterator<Item = (Kind, Naming)> {
        Kind::ALL.iter().map(|kind| (*kind, kind.naming()))
    }

    /// Puts the admin user beside the others.
    pub(crate) fn join_admin(&mut self, place: Place) {
        let first = self
            .routing_profiles
            .first()
            .map(|profile| profile.name.clone());
        let routing_profile = first.unwrap_or_else(|| {
            Name::new(builtin::BASIC_ROUTING_PROFILE).expect("the built-in name is a name")
        });
        let admin = self.admin_user.take();
        self.users
            .extend(admin.and_then(|admin| admin.into_entry(place, routing_profile)));
    }
}
