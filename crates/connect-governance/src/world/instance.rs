//! The instance itself.

use std::collections::BTreeMap;

/// An instance.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Instance {
    /// Its id.
    pub id: String,
    /// Its ARN.
    pub arn: String,
    /// Its alias.
    pub alias: String,
    /// How its users are known.
    pub identity: IdentityKind,
    /// When it was made, in seconds since 1970.
    pub created_s: Option<i64>,
    /// The ARN of its service-linked role.
    pub service_role: Option<String>,
    /// Attributes by the words of the API, such as `CONTACTFLOW_LOGS`.
    pub attributes: BTreeMap<String, bool>,
    /// Its replica in another Region.
    pub replica: Option<Replica>,
    /// Traffic distribution groups that lead to it.
    pub traffic_groups: Vec<TrafficGroup>,
}

/// How users are known.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum IdentityKind {
    /// By a password that Connect keeps.
    #[default]
    ConnectManaged,
    /// By an identity provider.
    Saml,
    /// By a directory.
    ExistingDirectory,
}

/// An instance in another Region that takes over.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Replica {
    /// Where.
    pub region: String,
    /// Its status in the words of the API, such as `INSTANCE_REPLICATION_COMPLETE`.
    pub status: String,
}

/// A traffic distribution group.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct TrafficGroup {
    /// Its name.
    pub name: String,
    /// Its ARN.
    pub arn: String,
    /// Its status in the words of the API, such as `ACTIVE`.
    pub status: String,
    /// Whether it is the one that every replicated instance has.
    pub is_default: bool,
}

// === impl Instance ===

impl Instance {
    /// Whether an attribute is on; one that was not told is off.
    pub fn is_on(&self, attribute: &str) -> bool {
        self.attributes.get(attribute).copied().unwrap_or_default()
    }
}
