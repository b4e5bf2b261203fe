//! Signing in through an identity provider: the provider as IAM knows it, and the role that its users
//! take.

use serde::Serialize;

use super::{
    entry::{Declared, Naming, Seen},
    file,
};
use crate::{
    Name,
    decode::{Limit, Pattern},
    spec::Kind,
    text::IamName,
};

/// What a name of IAM must keep.
const NAMED: &[Limit] = &[Limit::Named(
    <IamName as Pattern>::PATTERN.expect("these names have a pattern"),
)];
/// How many characters IAM takes as metadata, from and to (API reference, `CreateSAMLProvider`).
const METADATA_CHARS: std::ops::RangeInclusive<usize> = 1_000..=10_000_000;

/// An identity provider as IAM knows it.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct SamlProviderSpec {
    /// The metadata document of the provider, without outer blanks.
    pub metadata: String,
}

record! {
    /// An identity provider as IAM knows it.
    pub(crate) struct SamlProviderMembers {
        /// The file with its metadata document, from the folder of this file.
        file: String,
    }
}

record! {
    /// The role through which users of an identity provider come to the instance.
    pub struct FederationRoleSpec {
        /// The provider, by name.
        provider: Name [Limit::Refers(Kind::SamlProvider)],
        /// How many hours a session may last; a working day by default.
        session_hours: u32 [Limit::Range(1, 12)] = 12,
    }
}

impl Declared for SamlProviderSpec {
    const KIND: Kind = Kind::SamlProvider;
    const NAMING: Naming = Naming::Member("name");
    const NAME_LIMITS: &'static [Limit] = NAMED;
    type Members = SamlProviderMembers;

    fn settle(members: SamlProviderMembers, seen: &mut Seen<'_, '_>) -> Option<Self> {
        let metadata = file::given_text(&members.file, seen)?;
        if !metadata.starts_with('<') || !metadata.contains("EntityDescriptor") {
            let message = "this is not the metadata of a SAML identity provider";
            let remedy = "download it from the provider: XML with an EntityDescriptor";
            seen.find("bad-saml-metadata", "file", message, remedy);
        } else if !METADATA_CHARS.contains(&metadata.chars().count()) {
            let message = "IAM takes 1,000 to 10,000,000 characters as metadata";
            let remedy = "download it from the provider";
            seen.find("bad-saml-metadata", "file", message, remedy);
        }
        Some(Self { metadata })
    }
}

impl Declared for FederationRoleSpec {
    const KIND: Kind = Kind::FederationRole;
    const NAMING: Naming = Naming::Member("name");
    const NAME_LIMITS: &'static [Limit] = NAMED;
    type Members = Self;

    fn settle(members: Self, _: &mut Seen<'_, '_>) -> Option<Self> {
        Some(members)
    }
}
