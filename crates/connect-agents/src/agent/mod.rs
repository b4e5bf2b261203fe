//! An agent as a file says it.

mod field;
mod part;

use std::collections::BTreeMap;

use connect_model::{
    E164, Email, GroupPath, Name, SecurityProfileName, Tags, Username, spec::PhoneType,
};
use serde::{Deserialize, Serialize};

pub use self::{
    field::{Field, is_password},
    part::{Channel, Proficiency, Stated},
};

/// An agent as a row says it. What a row does not say stays as AWS has it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Agent {
    /// The login, which AWS never changes.
    pub username: Username,
    /// The first name, up to 100 characters.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub first_name: Option<String>,
    /// The last name, up to 100 characters.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub last_name: Option<String>,
    /// The e-mail address.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub email: Option<Email>,
    /// A second one.
    #[serde(default, skip_serializing_if = "Stated::is_unsaid")]
    pub secondary_email: Stated<Email>,
    /// The mobile number.
    #[serde(default, skip_serializing_if = "Stated::is_unsaid")]
    pub mobile: Stated<E164>,
    /// The routing profile, by name.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub routing_profile: Option<Name>,
    /// The security profiles, by name: 1 to 10, sorted, each once.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub security_profiles: Option<Vec<SecurityProfileName>>,
    /// The group in the hierarchy.
    #[serde(default, skip_serializing_if = "Stated::is_unsaid")]
    pub hierarchy: Stated<GroupPath>,
    /// Browser or desk phone.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub phone_type: Option<PhoneType>,
    /// The number of the desk phone.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub desk_phone: Option<E164>,
    /// Whether a soft phone takes calls by itself.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub auto_accept: Option<bool>,
    /// Seconds of work after a contact, 0 to 2,000,000; 0 is without limit.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub after_contact_work_seconds: Option<u32>,
    /// The same for single channels, in the place of `after_contact_work_seconds`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub channel_work: Option<BTreeMap<Channel, u32>>,
    /// Whether the phone stays connected between contacts.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub persistent_connection: Option<bool>,
    /// What the agent is good at, sorted; an empty list takes all of it away.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub proficiencies: Option<Vec<Proficiency>>,
    /// Tags; an empty set takes away what an import has set.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub tags: Option<Tags>,
    /// The id in the directory of the instance, for `EXISTING_DIRECTORY` alone. AWS never changes it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub directory_user_id: Option<String>,
}

// === impl Agent ===

impl Agent {
    /// An agent of whom only the login is said.
    pub fn new(username: Username) -> Self {
        Self {
            username,
            first_name: None,
            last_name: None,
            email: None,
            secondary_email: Stated::Unsaid,
            mobile: Stated::Unsaid,
            routing_profile: None,
            security_profiles: None,
            hierarchy: Stated::Unsaid,
            phone_type: None,
            desk_phone: None,
            auto_accept: None,
            after_contact_work_seconds: None,
            channel_work: None,
            persistent_connection: None,
            proficiencies: None,
            tags: None,
            directory_user_id: None,
        }
    }
}
