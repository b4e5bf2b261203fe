//! What an import may do.

use connect_model::{DirectoryName, Name, SecurityProfileName, Tags};
use connect_resources::Quotas;
use serde::{Deserialize, Serialize};

use crate::read::Mapping;

/// What an import may do. The default makes and updates, and touches nobody who is not in the file.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct ImportOptions {
    /// How the file is to be read.
    pub mapping: Mapping,
    /// The directory that the file is a copy of. Who leaves it is told by a tag of this value, so that
    /// several directories can feed one instance.
    pub directory: DirectoryName,
    /// What becomes of agents of the directory whom the file does not name.
    pub leavers: Leavers,
    /// How much of the directory may leave at once.
    pub leavers_max: Share,
    /// Whether groups of the hierarchy that are not there are made.
    pub make_groups: bool,
    /// What to do about an agent who has the e-mail address, or the id in the directory of the instance,
    /// of one whom the file does not name any more: AWS renames nobody.
    pub renames: Renames,
    /// Whether users of these logins whom somebody else has made belong to the directory from now on.
    pub take_ownership: bool,
    /// Whether to read everybody in full, whatever is remembered.
    pub verify: bool,
    /// How first passwords are kept.
    pub secrets: SecretOptions,
    /// The digest of the draft that was approved. When what would be done is something else, nothing is
    /// done. Work that has begun has moved the world itself, and does not look at it again.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub digest: Option<String>,
    /// What is known of the account's quotas, so that nothing is begun that cannot be finished.
    #[serde(skip)]
    pub quotas: Quotas,
}

impl Default for ImportOptions {
    fn default() -> Self {
        Self {
            mapping: Mapping::default(),
            directory: DirectoryName::new("agents").expect("letters are a name"),
            leavers: Leavers::default(),
            leavers_max: Share::default(),
            make_groups: false,
            renames: Renames::default(),
            take_ownership: false,
            verify: false,
            secrets: SecretOptions::default(),
            digest: None,
            quotas: Quotas::default(),
        }
    }
}

/// What becomes of agents of the directory whom the file does not name.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Leavers {
    /// Nothing.
    #[default]
    Keep,
    /// They get profiles with which nobody works. AWS knows no other way to stop a user who stays.
    Disable {
        /// The routing profile, by name.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        routing_profile: Option<Name>,
        /// The only security profile, by name.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        security_profile: Option<SecurityProfileName>,
    },
    /// They are deleted, with their secrets. Their quick connects stay and lead nowhere
    /// (facts/connect-api.md, 4.5).
    Delete,
}

/// A share of the directory, in percent.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Share(pub u8);

/// What to do about agents with a new login.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Renames {
    /// The row is wrong, and who had the login before is no leaver.
    #[default]
    Refuse,
    /// A new user is made, and who had the login before is a leaver.
    MakeNew,
}

/// How first passwords are kept.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct SecretOptions {
    /// A key of the account's own, by ARN, id or alias; without it, Secrets Manager takes its own.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub kms_key: Option<String>,
    /// Tags of each secret.
    pub tags: Tags,
}

// === impl Share ===

impl Default for Share {
    /// 10 percent.
    fn default() -> Self {
        Self(10)
    }
}

impl Share {
    /// Whether so many of all are within the share.
    pub(crate) fn holds(self, some: usize, all: usize) -> bool {
        some * 100 <= all * usize::from(self.0)
    }
}
