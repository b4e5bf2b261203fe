//! Users and what they may do.

use std::collections::{BTreeMap, BTreeSet};

/// A user.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct User {
    /// The username.
    pub name: String,
    /// The ARN.
    pub arn: String,
    /// The name of the routing profile.
    pub routing_profile: String,
    /// The names of the security profiles.
    pub security_profiles: BTreeSet<String>,
    /// Whether the user has a place in the hierarchy.
    pub has_group: bool,
    /// What is known of the times when the user was signed in; none where nothing was asked.
    pub sign_ins: Option<SignIns>,
    /// When the user was made or changed last, in seconds since 1970, where that is known.
    pub modified_s: Option<i64>,
}

/// What is known of the times when a user was signed in.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct SignIns {
    /// How far back was looked, in days.
    pub window_days: u32,
    /// How long the user was signed in within that time, in seconds.
    pub online_s: u64,
    /// How many contacts the user handled within that time.
    pub contacts: u64,
}

/// A security profile.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct SecurityProfile {
    /// The name.
    pub name: String,
    /// The ARN.
    pub arn: String,
    /// Permissions in the words of the API, such as `Users.Edit`.
    pub permissions: BTreeSet<String>,
    /// Whether every instance has it.
    pub is_builtin: bool,
    /// Keys and values of tags that limit what its users may reach; none where nothing limits them.
    pub access_tags: BTreeMap<String, String>,
}

/// A routing profile.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct RoutingProfile {
    /// The name.
    pub name: String,
    /// The ARN.
    pub arn: String,
    /// The name of the queue of outbound calls.
    pub default_outbound_queue: String,
    /// The names of its queues.
    pub queues: BTreeSet<String>,
    /// Whether every instance has it.
    pub is_builtin: bool,
}
