//! Identifiers that AWS gives out. A `String` id in a signature is a defect: use one of these.

use std::fmt;

use serde::{Deserialize, Serialize};

/// Makes one type for each identifier. Append at the end of the list; never reuse a name.
macro_rules! ids {
    ($($(#[doc = $doc:literal])+ $name:ident,)+) => {$(
        $(#[doc = $doc])+
        #[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[serde(transparent)]
        pub struct $name(String);

        impl $name {
            /// Takes an identifier as AWS gave it; it is opaque and not checked.
            pub fn new(id: impl Into<String>) -> Self {
                Self(id.into())
            }

            /// The identifier as AWS gave it.
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(&self.0)
            }
        }

        impl From<$name> for String {
            fn from(id: $name) -> Self {
                id.0
            }
        }
    )+};
}

ids! {
    /// A Connect instance.
    InstanceId,
    /// A queue of an instance.
    QueueId,
    /// Hours of operation of an instance.
    HoursId,
    /// A quick connect (AWS: transfer destination) of an instance.
    QuickConnectId,
    /// A routing profile of an instance.
    RoutingProfileId,
    /// A security profile of an instance.
    SecurityProfileId,
    /// A user of an instance.
    UserId,
    /// A claimed phone number. It belongs to the account, not to one instance.
    PhoneNumberId,
    /// A flow of an instance.
    FlowId,
    /// A flow module of an instance.
    ModuleId,
    /// A prompt of an instance.
    PromptId,
    /// A group in the agent hierarchy of an instance.
    HierarchyGroupId,
    /// An association between an instance and something outside it.
    AssociationId,
    /// An agent status (AWS: agent state) of an instance.
    AgentStatusId,
    /// A contact of an instance. One that is transferred goes on under another id.
    ContactId,
}
