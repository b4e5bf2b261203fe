//! The list of kinds: the one line that a new kind adds.

use std::{fmt, sync::Arc};

use serde::{Deserialize, Serialize};

use crate::{Kind, NotBuiltIn, Service, TagPort, lex, prompt};

macro_rules! kinds {
    ($(
        $(#[doc = $doc:literal])+ $id:ident $text:literal
        $(in $module:ident)? $(beside $outside:ident by $($service:ident)&+)?
    ),+ $(,)?) => {
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
                    $(Self::$id => $(&crate::$module::KIND)? $(&crate::$outside::KIND)?,)+
                }
            }
        }

        /// What the kinds call: one port each, and one for the tags of all.
        ///
        /// What Amazon Connect answers is always there. A port of another service is there if the
        /// program is built with it; the method of its name says what is missing otherwise.
        #[derive(Clone)]
        pub struct Ports {
            $($(/// The port of the kind.
            pub $module: Arc<dyn crate::$module::Port>,)?)+
            $($(/// The port of the kind, if its services are built in.
            pub $outside: Option<Arc<dyn crate::$outside::Port>>,)?)+
            /// Tags.
            pub tags: Arc<dyn TagPort>,
            /// Aliases of Lex V2 bots, if Lex is built in.
            pub lex_aliases: Option<Arc<dyn lex::AliasPort>>,
            /// Where recordings of prompts go, if S3 is built in.
            pub recordings: Option<Arc<dyn prompt::RecordingPort>>,
        }

        impl Ports {
            /// The ports of Amazon Connect out of one implementation of all of them, and no others.
            pub fn of<P>(all: &Arc<P>) -> Self
            where
                P: TagPort $($(+ crate::$module::Port)?)+ + 'static,
            {
                Self {
                    $($($module: Arc::clone(all) as Arc<dyn crate::$module::Port>,)?)+
                    $($($outside: None,)?)+
                    tags: Arc::clone(all) as Arc<dyn TagPort>,
                    lex_aliases: None,
                    recordings: None,
                }
            }

            /// Why there is no port of a kind; none if there is one.
            pub fn lack(&self, kind: KindId) -> Option<NotBuiltIn> {
                match kind {
                    $($(KindId::$id => self.$outside().err(),)?)+
                    _ => None,
                }
            }

            $($(/// The port of the kind.
            pub fn $outside(&self) -> Result<&dyn crate::$outside::Port, NotBuiltIn> {
                let services = [$(Service::$service),+];
                self.$outside.as_deref().ok_or_else(|| NotBuiltIn::of(services))
            })?)+
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
    Secret "secret" beside secret by SecretsManager,
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
    Bucket "bucket" beside bucket by S3,
    /// The log group of the flows.
    LogGroup "log-group" beside log_group by Logs,
    /// A site that may embed the contact control panel.
    ApprovedOrigin "approved-origin" in approved_origin,
    /// A public key with which flows encrypt.
    SecurityKey "security-key" in security_key,
    /// An identity provider as IAM knows it.
    SamlProvider "saml-provider" beside saml_provider by Iam,
    /// The role of those who come from an identity provider.
    FederationRole "federation-role" beside federation_role by Iam,
    /// An e-mail address.
    EmailAddress "email-address" in email_address,
    /// The instance in another Region.
    Replica "replica" in replica,
    /// A traffic distribution group.
    TrafficDistributionGroup "traffic-distribution-group" in traffic_distribution_group,
    /// A role that a service of AWS takes for something declared here.
    ServiceRole "service-role" beside service_role by Iam,
    /// Code that functions share.
    FunctionLayer "function-layer" beside function_layer by Lambda,
    /// A function.
    Function "function" beside function by Lambda,
    /// The alias of a function.
    FunctionAlias "function-alias" beside function_alias by Lambda,
    /// A Lex V2 bot.
    Bot "bot" beside bot by Lambda & Lex & S3,
    /// The alias of a Lex V2 bot.
    BotAlias "bot-alias" beside bot_alias by Lambda & Lex & S3,
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

impl Ports {
    /// Aliases of Lex V2 bots.
    pub fn lex_aliases(&self) -> Result<&dyn lex::AliasPort, NotBuiltIn> {
        let lack = || NotBuiltIn::of([Service::Lex]);
        self.lex_aliases.as_deref().ok_or_else(lack)
    }

    /// Where recordings of prompts go.
    pub fn recordings(&self) -> Result<&dyn prompt::RecordingPort, NotBuiltIn> {
        let lack = || NotBuiltIn::of([Service::S3]);
        self.recordings.as_deref().ok_or_else(lack)
    }

    /// Every service that a kind would need and that is not built in; none if no port is missing.
    pub fn lacks(&self) -> Option<NotBuiltIn> {
        let lacks = KindId::ALL.iter().filter_map(|kind| self.lack(*kind));
        let services: Vec<_> = lacks
            .flat_map(|lack| lack.services().collect::<Vec<_>>())
            .collect();
        (!services.is_empty()).then(|| NotBuiltIn::of(services))
    }
}

impl fmt::Debug for Ports {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Ports").finish_non_exhaustive()
    }
}
