//! The instance.

use std::collections::BTreeSet;

use crate::{Alias, BucketName, DirectoryId, Tags};

record! {
    /// The instance and its attributes.
    pub struct InstanceSpec {
        /// The alias, unique over all of AWS; it forms the access URL. AWS cannot change it.
        alias: Alias,
        /// Where its users come from. AWS cannot change it.
        identity_management: IdentityManagement = IdentityManagement::ConnectManaged,
        /// The directory, for `EXISTING_DIRECTORY` only.
        directory_id: Option<DirectoryId>,
        /// Whether calls can come in.
        inbound_calls: bool = true,
        /// Whether calls can go out.
        outbound_calls: bool = true,
        /// Whether flows write logs.
        contact_flow_logs: bool = true,
        /// Whether Contact Lens is on.
        contact_lens: bool = false,
        /// Whether the best voice is chosen for text to speech.
        auto_resolve_best_voices: bool = true,
        /// Whether early media of outbound calls is heard.
        early_media: bool = true,
        /// Whether up to six can be in a call, and agents can listen in on each other's.
        multi_party_conference: bool = false,
        /// The bucket that the files of prompts are uploaded to, which must be there. Without it that is
        /// `trunkline-ACCOUNT-REGION`, which is made where it is missing and serves all centres there.
        prompt_bucket: Option<BucketName>,
        /// How many days the flow logs are kept; one of the values that `CloudWatch` Logs knows. Without
        /// it 7, and as they are for an instance that somebody else made.
        log_retention_days: Option<u32> [Limit::OneOf(RETENTION_DAYS)],
        /// Tags on every resource of the centre.
        tags: Tags = Tags::new(),
        /// More tags on the instance itself.
        instance_tags: Tags = Tags::new(),
        /// Names of members that no plan may touch.
        ignore: BTreeSet<String> [Limit::Members(Self::member_names)] = BTreeSet::new(),
    }
}

choice! {
    /// Where the users of an instance come from.
    pub enum IdentityManagement {
        /// Connect keeps names and passwords.
        ConnectManaged = "CONNECT_MANAGED",
        /// An identity provider signs users in; they have no password here.
        Saml = "SAML",
        /// AWS Directory Service.
        ExistingDirectory = "EXISTING_DIRECTORY",
    }
}

impl InstanceSpec {
    /// The tags of the instance itself.
    pub fn all_tags(&self) -> Tags {
        self.tags.overlaid(&self.instance_tags)
    }
}

/// The retention settings of `CloudWatch` Logs, in days.
pub(crate) const RETENTION_DAYS: &[i64] = &[
    1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922,
    3288, 3653,
];
