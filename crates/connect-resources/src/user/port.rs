//! What users need of Amazon Connect.

use std::collections::BTreeMap;

use async_trait::async_trait;
use connect_model::{
    Fault, HierarchyGroupId, InstanceId, RoutingProfileId, Secret, SecurityProfileId, Tags, UserId,
    spec::PhoneSpec,
};
use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::{Known, Named, Written, census::Record};

/// The calls. Contract: lists are whole; a taken username is a fault of class `Duplicate`.
#[async_trait]
pub trait Port: Send + Sync {
    /// `ListUsers`.
    async fn list(&self, instance: &InstanceId) -> Result<Vec<Named>, Fault>;

    /// `SearchUsers`: all but e-mail addresses and mobile numbers.
    async fn search(&self, instance: &InstanceId) -> Result<Vec<UserRecord>, Fault>;

    /// `DescribeUser`.
    async fn describe(&self, instance: &InstanceId, id: &UserId) -> Result<UserRecord, Fault>;

    /// `CreateUser`.
    async fn create(
        &self,
        instance: &InstanceId,
        draft: &UserDraft,
        tags: &Tags,
    ) -> Result<Known, Fault>;

    /// The update operation of the aspect.
    async fn update(
        &self,
        instance: &InstanceId,
        id: &UserId,
        change: &UserChange,
    ) -> Result<(), Fault>;

    /// `ListUserProficiencies`.
    async fn proficiencies(
        &self,
        instance: &InstanceId,
        id: &UserId,
    ) -> Result<Vec<ProficiencyRecord>, Fault>;

    /// `AssociateUserProficiencies`.
    async fn add_proficiencies(
        &self,
        instance: &InstanceId,
        id: &UserId,
        proficiencies: &[ProficiencyRecord],
    ) -> Result<(), Fault>;

    /// `UpdateUserProficiencies`: the levels of what the user has; another is not found.
    async fn change_proficiencies(
        &self,
        instance: &InstanceId,
        id: &UserId,
        proficiencies: &[ProficiencyRecord],
    ) -> Result<(), Fault>;

    /// `DisassociateUserProficiencies`, of one.
    async fn remove_proficiency(
        &self,
        instance: &InstanceId,
        id: &UserId,
        proficiency: &ProficiencyRecord,
    ) -> Result<(), Fault>;

    /// `DeleteUser`.
    async fn delete(&self, instance: &InstanceId, id: &UserId) -> Result<(), Fault>;
}

/// What is sent to make one.
#[derive(Clone, Debug)]
pub struct UserDraft {
    /// The username.
    pub username: String,
    /// The first password, for `CONNECT_MANAGED` alone.
    pub password: Option<Secret>,
    /// Who.
    pub identity: Identity,
    /// With what.
    pub phone: Phone,
    /// The routing profile.
    pub routing_profile: RoutingProfileId,
    /// 1 to 10.
    pub security_profiles: Vec<SecurityProfileId>,
    /// The group in the hierarchy.
    pub hierarchy_group: Option<HierarchyGroupId>,
    /// Settings of single channels, where they take the place of those of the phone.
    pub channels: Channels,
    /// The id in the directory of the instance, for `EXISTING_DIRECTORY` alone.
    pub directory_user_id: Option<String>,
}

/// One aspect that is sent.
#[derive(Clone, Debug, PartialEq)]
pub enum UserChange {
    /// `UpdateUserIdentityInfo`.
    Identity(Identity),
    /// `UpdateUserPhoneConfig`.
    Phone(Phone),
    /// `UpdateUserConfig`.
    Channels(Channels),
    /// `UpdateUserRoutingProfile`.
    RoutingProfile(RoutingProfileId),
    /// `UpdateUserSecurityProfiles`.
    SecurityProfiles(Vec<SecurityProfileId>),
    /// `UpdateUserHierarchy`.
    HierarchyGroup(HierarchyGroupId),
    /// `UpdateUserHierarchy` with none.
    NoHierarchyGroup,
}

/// What comes back.
#[derive(Clone, Debug, PartialEq)]
pub struct UserRecord {
    /// The id.
    pub id: UserId,
    /// Who.
    pub identity: Identity,
    /// Whether addresses and numbers are part of `identity`: a search tells none.
    pub has_addresses: bool,
    /// With what.
    pub phone: Phone,
    /// The routing profile.
    pub routing_profile: RoutingProfileId,
    /// The security profiles.
    pub security_profiles: Vec<SecurityProfileId>,
    /// The group in the hierarchy.
    pub hierarchy_group: Option<HierarchyGroupId>,
    /// Settings of single channels.
    pub channels: Channels,
    /// The id in the directory of the instance.
    pub directory_user_id: Option<String>,
    /// Tags.
    pub tags: Tags,
}

/// How good a user is at a value of a predefined attribute.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ProficiencyRecord {
    /// The name of the attribute.
    pub attribute: String,
    /// The value.
    pub value: String,
    /// 1 to 5.
    pub level: u32,
}

/// Who a user is.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Identity {
    /// The first name.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub first_name: Option<String>,
    /// The last name.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub last_name: Option<String>,
    /// The e-mail address.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub email: Option<String>,
    /// A second one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub secondary_email: Option<String>,
    /// The mobile number, E.164.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub mobile: Option<String>,
}

/// What a user takes calls with.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Phone {
    /// `SOFT_PHONE` or `DESK_PHONE`.
    pub r#type: String,
    /// Whether a soft phone takes calls by itself.
    pub auto_accept: bool,
    /// Seconds.
    pub after_contact_work_seconds: u32,
    /// The number of the desk phone, E.164.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub desk_phone_number: Option<String>,
    /// Whether the phone stays connected between contacts, where that is set.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub persistent_connection: Option<bool>,
}

/// Settings of single channels: work after a contact, by the words that AWS has for channels. Other
/// settings of channels are not looked at and not touched.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Channels {
    /// By channel.
    pub after_contact_work: BTreeMap<String, ChannelWork>,
}

/// Work after a contact of one channel, in seconds; 0 is without limit.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ChannelWork {
    /// After a contact.
    pub seconds: u32,
    /// After a callback for which the agent was called first: calls alone.
    pub callback_seconds: Option<u32>,
}

impl Record for UserRecord {
    fn id(&self) -> &str {
        self.id.as_str()
    }

    /// The search does not tell.
    fn modified_ms(&self) -> Option<i64> {
        None
    }
}

impl Phone {
    /// As a spec says it, without what holds when nothing is said.
    pub(super) fn said(&self) -> Value {
        let usual = Self::from(&PhoneSpec::default());
        let entry = Written::new()
            .unless("type", self.r#type.as_str(), usual.r#type)
            .unless("auto_accept", self.auto_accept, usual.auto_accept)
            .unless(
                "after_contact_work_seconds",
                self.after_contact_work_seconds,
                usual.after_contact_work_seconds,
            )
            .with_some("desk_phone_number", self.desk_phone_number.as_deref());
        entry.into()
    }
}

impl From<&PhoneSpec> for Phone {
    fn from(spec: &PhoneSpec) -> Self {
        Self {
            r#type: spec.r#type.as_str().to_owned(),
            auto_accept: spec.auto_accept,
            after_contact_work_seconds: spec.after_contact_work_seconds,
            desk_phone_number: spec.desk_phone_number.as_ref().map(ToString::to_string),
            persistent_connection: None,
        }
    }
}
