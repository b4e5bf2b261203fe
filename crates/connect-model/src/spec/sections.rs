//! The sections of a spec: the one list that a new kind of entry joins.

use super::{
    AgentStatusSpec, ApprovedOriginSpec, BotSpec, BucketSpec, ContactFlowSpec, EmailAddressSpec,
    Entry, FederationRoleSpec, FlowModuleSpec, FunctionLayerSpec, FunctionSpec, Hierarchy,
    HierarchyGroupSpec, HoursSpec, IdentityManagement, IgnoredField, InstanceSpec,
    LambdaFunctionSpec, LexBotSpec, Password, PhoneNumberSpec, PredefinedAttributeSpec, PromptSpec,
    QueueSpec, QuickConnectSpec, ReplicaSpec, RoutingProfileSpec, SamlProviderSpec,
    SecurityKeySpec, SecurityProfileSpec, StorageSpec, TrafficDistributionGroupSpec, UserSpec,
    Uses,
    document::{ApiVersion, DocumentKind, Variables},
    entry::{Declared, Head, Naming, head, member_names},
    user::AdminUser,
};
use crate::{Tags, decode::Lenient, tree::Path};

macro_rules! sections {
    ($(
        $(#[doc = $about:literal])+
        $section:ident $word:literal: $spec:ident, $kind:ident $noun:literal;
    )+
    inside: $(
        $(#[doc = $inside_about:literal])+
        $outer:ident.$inner:ident $path:literal: $inside_spec:ident, $inside_kind:ident $inside_noun:literal;
    )+) => {
        choice! {
            /// A kind of thing, by the name of its section in a spec.
            pub enum Kind {$(
                $(#[doc = $about])+
                $kind = $word,
            )+ $(
                $(#[doc = $inside_about])+
                $inside_kind = $path
            ),+}
        }

        record! {
            /// A contact centre as Trunkline brings it up.
            pub(crate) struct Document {
                /// The version of this language; optional while there is one.
                api_version: Option<ApiVersion>,
                /// What the file declares; optional while there is one kind.
                kind: Option<DocumentKind>,
                /// Variables by name, with their defaults: `${var.NAME}` in any text stands for the value.
                variables: Option<Variables>,
                /// The instance and its attributes.
                instance: Lenient<InstanceSpec>,
                /// The first user, who may do everything.
                admin_user: Option<AdminUser>,
                $($(#[doc = $about])+ $section: Vec<Entry<$spec>> = Vec::new(),)+
                /// How users are organised.
                hierarchy: Hierarchy = Hierarchy::default(),
                /// Names that live in the instance but are managed elsewhere.
                uses: Uses = Uses::default(),
                /// Fields that no plan may touch: `queues/CustomerService.max_contacts`,
                /// `users/*.routing_profile`.
                ignore: Vec<IgnoredField> = Vec::new(),
            }
        }

        /// A whole contact centre.
        ///
        /// [`load`](super::load) makes it, so every rule of [`rules`](crate::rules) holds: names that are referred to
        /// exist, flow types fit, and so on. Entries stand in the order of the spec; the admin user, where
        /// declared, is the last of the users.
        #[derive(Clone, Debug, PartialEq, serde::Serialize)]
        pub struct ContactCenter {
            /// The instance itself.
            pub instance: InstanceSpec,
            $($(#[doc = $about])+ pub $section: Vec<Entry<$spec>>,)+
            /// How users are organised.
            pub hierarchy: Hierarchy,
            /// Names that live in the instance but are managed elsewhere.
            pub uses: Uses,
            /// Fields that no plan may touch, as declared; [`Entry::ignore`] has them by entry.
            pub ignore: Vec<IgnoredField>,
        }

        impl Kind {
            /// What one of them is called in a sentence.
            pub fn noun(self) -> &'static str {
                match self {$(Self::$kind => $noun,)+ $(Self::$inside_kind => $inside_noun),+}
            }

            /// Whether AWS can give one of them another name.
            pub fn can_be_renamed(self) -> bool {
                match self {
                    $(Self::$kind => $spec::CAN_BE_RENAMED,)+
                    $(Self::$inside_kind => $inside_spec::CAN_BE_RENAMED),+
                }
            }

            /// How the entries get their names.
            pub(crate) fn naming(self) -> Naming {
                match self {
                    $(Self::$kind => $spec::NAMING,)+
                    $(Self::$inside_kind => $inside_spec::NAMING),+
                }
            }

            /// The member that a bare text in place of an entry stands for.
            pub(crate) fn shorthand(self) -> Option<&'static str> {
                match self {
                    $(Self::$kind => $spec::SHORTHAND,)+
                    $(Self::$inside_kind => $inside_spec::SHORTHAND),+
                }
            }

            /// The names of the members that an entry can have.
            pub(crate) fn members(self) -> Vec<&'static str> {
                match self {
                    $(Self::$kind => member_names::<$spec>(),)+
                    $(Self::$inside_kind => member_names::<$inside_spec>()),+
                }
            }
        }

        impl Document {
            /// What every entry of every kind has.
            pub(crate) fn heads(&self) -> Vec<Head<'_>> {
                let mut all = Vec::new();
                $(all.extend(self.$section.iter().map(head));)+
                $(all.extend(self.$outer.$inner.iter().map(head));)+
                all
            }

            /// The contact centre that was declared. Without an instance a finding was made before.
            pub(crate) fn into_center(self) -> Option<ContactCenter> {
                let mut center = ContactCenter {
                    instance: self.instance.0?,
                    $($section: self.$section,)+
                    hierarchy: self.hierarchy,
                    uses: self.uses,
                    ignore: self.ignore,
                };
                center.spread();
                center.give_passwords();
                Some(center)
            }
        }

        impl ContactCenter {
            /// Brings what is said once for many to each of them.
            fn spread(&mut self) {
                let (tags, ignore) = (&self.instance.tags, &self.ignore);
                $(spread(&mut self.$section, tags, ignore);)+
                $(spread(&mut self.$outer.$inner, tags, ignore);)+
            }
        }
    };
}

sections! {
    /// Hours of operation.
    hours_of_operation "hours_of_operation": HoursSpec, HoursOfOperation "hours of operation";
    /// Queues.
    queues "queues": QueueSpec, Queue "queue";
    /// Routing profiles.
    routing_profiles "routing_profiles": RoutingProfileSpec, RoutingProfile "routing profile";
    /// Security profiles.
    security_profiles "security_profiles": SecurityProfileSpec, SecurityProfile "security profile";
    /// Users.
    users "users": UserSpec, User "user";
    /// Phone numbers by key.
    phone_numbers "phone_numbers": PhoneNumberSpec, PhoneNumber "phone number";
    /// Quick connects by key.
    quick_connects "quick_connects": QuickConnectSpec, QuickConnect "quick connect";
    /// Flows.
    contact_flows "contact_flows": ContactFlowSpec, ContactFlow "flow";
    /// Flow modules.
    contact_flow_modules "contact_flow_modules": FlowModuleSpec, FlowModule "flow module";
    /// Prompts.
    prompts "prompts": PromptSpec, Prompt "prompt";
    /// Lambda functions by key.
    lambda_functions "lambda_functions": LambdaFunctionSpec, LambdaFunction "Lambda function";
    /// Lex bots.
    lex_bots "lex_bots": LexBotSpec, LexBot "Lex bot";
    /// Agent statuses.
    agent_statuses "agent_statuses": AgentStatusSpec, AgentStatus "agent status";
    /// Predefined attributes.
    predefined_attributes "predefined_attributes": PredefinedAttributeSpec, PredefinedAttribute "predefined attribute";
    /// Where data goes, by its sort.
    storage "storage": StorageSpec, Storage "storage";
    /// Buckets.
    buckets "buckets": BucketSpec, Bucket "bucket";
    /// Sites that may embed the contact control panel.
    approved_origins "approved_origins": ApprovedOriginSpec, ApprovedOrigin "approved origin";
    /// Public keys by key.
    security_keys "security_keys": SecurityKeySpec, SecurityKey "security key";
    /// Identity providers.
    saml_providers "saml_providers": SamlProviderSpec, SamlProvider "SAML provider";
    /// Roles through which users of identity providers come in.
    federation_roles "federation_roles": FederationRoleSpec, FederationRole "federation role";
    /// E-mail addresses.
    email_addresses "email_addresses": EmailAddressSpec, EmailAddress "e-mail address";
    /// The instance in other Regions.
    replicas "replicas": ReplicaSpec, Replica "replica";
    /// Traffic distribution groups.
    traffic_distribution_groups "traffic_distribution_groups": TrafficDistributionGroupSpec, TrafficDistributionGroup "traffic distribution group";
    /// Lambda functions out of archives.
    functions "functions": FunctionSpec, Function "function";
    /// Lambda layers out of archives.
    function_layers "function_layers": FunctionLayerSpec, FunctionLayer "function layer";
    /// Lex V2 bots out of archives.
    bots "bots": BotSpec, Bot "bot";
inside:
    /// Groups in the hierarchy of users.
    hierarchy.groups "hierarchy.groups": HierarchyGroupSpec, HierarchyGroup "hierarchy group";
}

// === impl Kind ===

impl Kind {
    /// The member at the top that holds its entries, and for some the member inside that.
    pub(crate) fn section(self) -> (&'static str, Option<&'static str>) {
        let word = self.as_str();
        match word.split_once('.') {
            Some((outer, inner)) => (outer, Some(inner)),
            None => (word, None),
        }
    }

    /// The path of an entry in a list, as findings have it.
    pub fn path_of_item(self, index: usize) -> String {
        Path::Known(self.as_str()).item(index).to_string()
    }

    /// The path of an entry in a map, as findings have it.
    pub fn path_of_key(self, key: &str) -> String {
        Path::Known(self.as_str()).member(key).to_string()
    }

    /// One that is not named yet: "a queue", "hours of operation".
    pub fn one(self) -> String {
        match self {
            Self::HoursOfOperation | Self::Storage => self.noun().to_owned(),
            _ if self.noun().starts_with(['a', 'e']) => format!("an {}", self.noun()),
            _ => format!("a {}", self.noun()),
        }
    }

    /// That it is not there: "there is no queue", "there are no hours of operation".
    pub fn none(self) -> String {
        let verb = match self {
            Self::HoursOfOperation => "are",
            _ => "is",
        };
        format!("there {verb} no {}", self.noun())
    }
}

// === impl ContactCenter ===

impl ContactCenter {
    /// Users of an instance that keeps passwords get one each.
    fn give_passwords(&mut self) {
        if self.instance.identity_management == IdentityManagement::ConnectManaged {
            for user in &mut self.users {
                user.spec.password.get_or_insert(Password::Generate);
            }
        }
    }
}

fn spread<T: Declared>(entries: &mut [Entry<T>], tags: &Tags, ignore: &[IgnoredField]) {
    for entry in entries {
        if T::IS_TAGGED {
            entry.tags = tags.overlaid(&entry.tags);
        }
        let names = entry.names();
        let fields = ignore.iter().filter(|field| field.means(T::KIND, &names));
        let fields: Vec<String> = fields.map(|field| field.field.clone()).collect();
        entry.ignore.extend(fields);
    }
}
