//! Users.

use serde::Serialize;

use crate::{E164, Email, Name, spec::Kind};

record! {
    /// A person who signs in to the instance; the name of the entry is the username.
    pub struct UserSpec {
        /// The e-mail address; required with CONNECT_MANAGED.
        email: Option<Email>,
        /// The first name; required with CONNECT_MANAGED and SAML.
        first_name: Option<String> [Limit::Chars(1, 100)],
        /// The last name; required with CONNECT_MANAGED and SAML.
        last_name: Option<String> [Limit::Chars(1, 100)],
        /// A second e-mail address.
        secondary_email: Option<Email>,
        /// The mobile number.
        mobile: Option<E164>,
        /// What the user takes calls with.
        phone: PhoneSpec = PhoneSpec::default(),
        /// The routing profile, by name.
        routing_profile: Name [Limit::Refers(Kind::RoutingProfile)],
        /// The security profiles, by name: 1 to 10.
        security_profiles: Vec<Name> [Limit::Items(1, 10), Limit::Refers(Kind::SecurityProfile)],
        /// The first password; generated with CONNECT_MANAGED unless declared, else none.
        password: Option<Password>,
    }
}

record! {
    /// What a user takes calls with.
    pub struct PhoneSpec {
        /// Browser or desk phone.
        r#type: PhoneType = PhoneType::SoftPhone,
        /// Whether a soft phone takes calls by itself.
        auto_accept: bool = false,
        /// Seconds of work after a contact; 0 is without limit.
        after_contact_work_seconds: u32 [Limit::Range(0, 2_000_000)] = 0,
        /// The number of the desk phone.
        desk_phone_number: Option<E164>,
    }
}

choice! {
    /// What a user takes calls with.
    pub enum PhoneType {
        /// The browser.
        SoftPhone = "SOFT_PHONE",
        /// A phone with a number of its own.
        DeskPhone = "DESK_PHONE",
    }
}

/// Where the first password of a user comes from. The password itself is never in a spec.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Password {
    /// It is read from this entry of Secrets Manager.
    Secret(String),
    /// It is made and kept in Secrets Manager.
    Generate,
}

impl Default for PhoneSpec {
    fn default() -> Self {
        Self {
            r#type: PhoneType::SoftPhone,
            auto_accept: false,
            after_contact_work_seconds: 0,
            desk_phone_number: None,
        }
    }
}
