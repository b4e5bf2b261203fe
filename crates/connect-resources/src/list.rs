//! The list of kinds: the one line that a new kind adds.

use std::{fmt, sync::Arc};

use serde::{Deserialize, Serialize};

use crate::{Kind, TagPort};

macro_rules! kinds {
    ($($(#[doc = $doc:literal])+ $id:ident $text:literal in $module:ident),+ $(,)?) => {
        /// A kind of thing, in the order in which reports list them.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        pub enum KindId {
            $($(#[doc = $doc])+ #[serde(rename = $text)] $id,)+
        }

        impl KindId {
            /// Every kind.
            pub const ALL: &'static [Self] = &[$(Self::$id),+];

            /// The word for the kind, as in step ids and references.
            pub fn as_str(self) -> &'static str {
                match self {
                    $(Self::$id => $text,)+
                }
            }

            /// What is known of the kind.
            pub fn kind(self) -> &'static dyn Kind {
                match self {
                    $(Self::$id => &crate::$module::KIND,)+
                }
            }
        }

        /// What the kinds call: one port each, and one for the tags of all.
        #[derive(Clone)]
        pub struct Ports {
            $(/// The port of the kind.
            pub $module: Arc<dyn crate::$module::Port>,)+
            /// Tags.
            pub tags: Arc<dyn TagPort>,
        }

        impl Ports {
            /// All ports out of one implementation of all of them.
            pub fn of<P>(all: &Arc<P>) -> Self
            where
                P: TagPort $(+ crate::$module::Port)+ + 'static,
            {
                Self {
                    $($module: Arc::clone(all) as Arc<dyn crate::$module::Port>,)+
                    tags: Arc::clone(all) as Arc<dyn TagPort>,
                }
            }
        }
    };
}

kinds! {
    /// The instance.
    Instance "instance" in instance,
    /// Hours of operation.
    Hours "hours" in hours,
    /// A queue.
    Queue "queue" in queue,
    /// A quick connect.
    QuickConnect "quick-connect" in quick_connect,
    /// A routing profile.
    RoutingProfile "routing-profile" in routing_profile,
    /// A security profile.
    SecurityProfile "security-profile" in security_profile,
    /// The levels of the hierarchy of users.
    HierarchyStructure "hierarchy-structure" in hierarchy_structure,
    /// A group in the hierarchy of users.
    HierarchyGroup "hierarchy-group" in hierarchy_group,
    /// An agent status.
    AgentStatus "agent-status" in agent_status,
    /// A predefined attribute.
    PredefinedAttribute "predefined-attribute" in predefined_attribute,
    /// The entry of Secrets Manager that holds a user's first password.
    Secret "secret" in secret,
    /// A user.
    User "user" in user,
    /// A phone number.
    PhoneNumber "phone-number" in phone_number,
    /// A flow.
    Flow "flow" in flow,
    /// A flow module.
    Module "module" in module,
    /// A prompt.
    Prompt "prompt" in prompt,
    /// The association with a Lambda function.
    Lambda "lambda" in lambda,
    /// The association with a Lex bot.
    Lex "lex" in lex,
    /// Where one sort of data goes.
    Storage "storage" in storage,
    /// A bucket.
    Bucket "bucket" in bucket,
    /// The log group of the flows.
    LogGroup "log-group" in log_group,
    /// A site that may embed the contact control panel.
    ApprovedOrigin "approved-origin" in approved_origin,
    /// A public key with which flows encrypt.
    SecurityKey "security-key" in security_key,
    /// An identity provider as IAM knows it.
    SamlProvider "saml-provider" in saml_provider,
    /// The role of those who come from an identity provider.
    FederationRole "federation-role" in federation_role,
    /// An e-mail address.
    EmailAddress "email-address" in email_address,
    /// The instance in another Region.
    Replica "replica" in replica,
    /// A traffic distribution group.
    TrafficDistributionGroup "traffic-distribution-group" in traffic_distribution_group,
    /// A role that a service of AWS takes for something declared here.
    ServiceRole "service-role" in service_role,
    /// Code that functions share.
    FunctionLayer "function-layer" in function_layer,
    /// A function.
    Function "function" in function,
    /// The alias of a function.
    FunctionAlias "function-alias" in function_alias,
    /// A Lex V2 bot.
    Bot "bot" in bot,
    /// The alias of a Lex V2 bot.
    BotAlias "bot-alias" in bot_alias,
}

// === impl KindId ===

impl KindId {
    /// The kind by its word.
    pub fn parse(word: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|kind| kind.as_str() == word)
    }
}

impl fmt::Display for KindId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

// === impl Ports ===

impl fmt::Debug for Ports {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Ports").finish_non_exhaustive()
    }
}
