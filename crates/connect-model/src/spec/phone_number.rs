//! Phone numbers.

use serde::Serialize;

use super::entry::{Declared, Naming, Seen};
use crate::{Country, E164, Name, NumberPrefix, spec::Kind};

/// A phone number; the name of the entry is its key.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct PhoneNumberSpec {
    /// What people read about it.
    pub description: Option<String>,
    /// Where it comes from.
    pub source: NumberSource,
    /// The flow that its calls start in, by name.
    pub flow: Option<Name>,
    /// The traffic distribution group that it belongs to in place of the instance.
    pub traffic_distribution_group: Option<Name>,
}

/// Where a phone number comes from.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum NumberSource {
    /// It is claimed by the account already and taken as it is.
    Taken {
        /// The number.
        number: E164,
    },
    /// One is claimed from those on offer.
    Claimed {
        /// The country.
        country: Country,
        /// The kind of number.
        r#type: NumberType,
        /// The digits that it must begin with.
        prefix: Option<NumberPrefix>,
    },
}

choice! {
    /// A kind of phone number.
    pub enum NumberType {
        /// Direct inward dialling: a local number.
        Did = "DID",
        /// Free for the caller.
        TollFree = "TOLL_FREE",
        /// Universal international freephone.
        Uifn = "UIFN",
        /// Cost shared with the caller.
        Shared = "SHARED",
        /// Toll-free of another provider.
        ThirdPartyTollFree = "THIRD_PARTY_TF",
        /// Local of another provider.
        ThirdPartyDid = "THIRD_PARTY_DID",
        /// A short code for messages.
        ShortCode = "SHORT_CODE",
    }
}

record! {
    /// A phone number: to be claimed by country and type, or taken as it is by number.
    pub(crate) struct PhoneNumberMembers {
        /// What people read about it.
        description: Option<String> [Limit::Chars(0, 500)],
        /// The country.
        country: Option<Country>,
        /// The kind of number.
        r#type: Option<NumberType>,
        /// The digits that it must begin with.
        prefix: Option<NumberPrefix>,
        /// The number, where it is claimed by the account already.
        number: Option<E164>,
        /// The flow that its calls start in, by name.
        flow: Option<Name> [Limit::Refers(Kind::ContactFlow)],
        /// The traffic distribution group that it belongs to in place of the instance.
        traffic_distribution_group: Option<Name> [Limit::Refers(Kind::TrafficDistributionGroup)],
    }
}

impl Declared for PhoneNumberSpec {
    const KIND: Kind = Kind::PhoneNumber;
    const NAMING: Naming = Naming::Key;
    /// Its key is a tag of ours.
    const CAN_BE_RENAMED: bool = true;
    type Members = PhoneNumberMembers;

    fn settle(members: PhoneNumberMembers, seen: &mut Seen<'_, '_>) -> Option<Self> {
        let PhoneNumberMembers {
            description,
            country,
            r#type,
            prefix,
            number,
            flow,
            traffic_distribution_group,
        } = members;
        let source = if seen.has("number") {
            seen.forbid(&["prefix"], "\"number\"");
            NumberSource::Taken { number: number? }
        } else {
            let (country, r#type) = (
                seen.require("country", country, "add it, or number"),
                seen.require("type", r#type, "add it, or number"),
            );
            NumberSource::Claimed {
                country: country?,
                r#type: r#type?,
                prefix,
            }
        };
        Some(Self {
            description,
            source,
            flow,
            traffic_distribution_group,
        })
    }
}
