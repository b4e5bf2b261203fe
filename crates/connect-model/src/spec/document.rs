//! The whole of a spec as it stands in its files, and what becomes of it.

use serde_json::{Value as Json, json};

use super::{
    ContactCenter, ContactFlowSpec, Entry, HoursSpec, IdentityManagement, IgnoredField,
    InstanceSpec, Kind, LambdaFunctionSpec, LexBotSpec, Password, PhoneNumberSpec, QueueSpec,
    QuickConnectSpec, RoutingProfileSpec, SecurityProfileSpec, UserSpec, Uses,
    entry::{Declared, Naming, member_names},
    user::AdminUser,
};
use crate::{
    Name, Place, Tags, builtin,
    decode::{Decode, Definitions, Lenient, Reader},
    tree::{Node, Path},
};

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
        /// Hours of operation.
        hours_of_operation: Vec<Entry<HoursSpec>> = Vec::new(),
        /// Queues.
        queues: Vec<Entry<QueueSpec>> = Vec::new(),
        /// Routing profiles.
        routing_profiles: Vec<Entry<RoutingProfileSpec>> = Vec::new(),
        /// Security profiles.
        security_profiles: Vec<Entry<SecurityProfileSpec>> = Vec::new(),
        /// Users.
        users: Vec<Entry<UserSpec>> = Vec::new(),
        /// Phone numbers by key.
        phone_numbers: Vec<Entry<PhoneNumberSpec>> = Vec::new(),
        /// Quick connects by key.
        quick_connects: Vec<Entry<QuickConnectSpec>> = Vec::new(),
        /// Flows.
        contact_flows: Vec<Entry<ContactFlowSpec>> = Vec::new(),
        /// Lambda functions by key.
        lambda_functions: Vec<Entry<LambdaFunctionSpec>> = Vec::new(),
        /// Lex bots.
        lex_bots: Vec<Entry<LexBotSpec>> = Vec::new(),
        /// Names that live in the instance but are managed elsewhere.
        uses: Uses = Uses::default(),
        /// Fields that no plan may touch: `queues/CustomerService.max_contacts`,
        /// `users/*.routing_profile`.
        ignore: Vec<IgnoredField> = Vec::new(),
    }
}

choice! {
    /// The version of the language.
    pub(crate) enum ApiVersion {
        /// The first.
        V1 = "trunkline/v1",
    }
}

choice! {
    /// What a file declares.
    pub(crate) enum DocumentKind {
        /// A contact centre.
        ContactCenter = "ContactCenter",
    }
}

/// The variables, which are resolved and gone before anything is decoded.
#[derive(Clone, Debug, PartialEq, serde::Serialize)]
pub(crate) struct Variables;

/// The names of the members that an entry of a kind can have.
pub(crate) fn members_of(kind: Kind) -> Vec<&'static str> {
    match kind {
        Kind::HoursOfOperation => member_names::<HoursSpec>(),
        Kind::Queue => member_names::<QueueSpec>(),
        Kind::RoutingProfile => member_names::<RoutingProfileSpec>(),
        Kind::SecurityProfile => member_names::<SecurityProfileSpec>(),
        Kind::User => member_names::<UserSpec>(),
        Kind::PhoneNumber => member_names::<PhoneNumberSpec>(),
        Kind::QuickConnect => member_names::<QuickConnectSpec>(),
        Kind::ContactFlow => member_names::<ContactFlowSpec>(),
        Kind::LambdaFunction => member_names::<LambdaFunctionSpec>(),
        Kind::LexBot => member_names::<LexBotSpec>(),
    }
}

fn naming_of(kind: Kind) -> Naming {
    match kind {
        Kind::HoursOfOperation => HoursSpec::NAMING,
        Kind::Queue => QueueSpec::NAMING,
        Kind::RoutingProfile => RoutingProfileSpec::NAMING,
        Kind::SecurityProfile => SecurityProfileSpec::NAMING,
        Kind::User => UserSpec::NAMING,
        Kind::PhoneNumber => PhoneNumberSpec::NAMING,
        Kind::QuickConnect => QuickConnectSpec::NAMING,
        Kind::ContactFlow => ContactFlowSpec::NAMING,
        Kind::LambdaFunction => LambdaFunctionSpec::NAMING,
        Kind::LexBot => LexBotSpec::NAMING,
    }
}

impl Decode for Variables {
    fn decode(_: &Node, _: &Path<'_>, _: &mut Reader<'_>) -> Option<Self> {
        Some(Self)
    }

    fn schema(_: &mut Definitions) -> Json {
        json!({
            "type": "object",
            "propertyNames": { "pattern": "^[A-Za-z0-9_-]+$" },
            "additionalProperties": { "type": ["string", "number", "boolean", "null"] }
        })
    }
}

// === impl Document ===

impl Document {
    /// How the entries of each kind get their names.
    pub(crate) fn namings() -> impl Iterator<Item = (Kind, Naming)> {
        Kind::ALL.iter().map(|kind| (*kind, naming_of(*kind)))
    }

    /// Puts the admin user beside the others.
    pub(crate) fn join_admin(&mut self, place: Place) {
        let first = self
            .routing_profiles
            .first()
            .map(|profile| profile.name.clone());
        let routing_profile = first.unwrap_or_else(|| {
            Name::new(builtin::BASIC_ROUTING_PROFILE).expect("the built-in name is a name")
        });
        let admin = self.admin_user.take();
        self.users
            .extend(admin.and_then(|admin| admin.into_entry(place, routing_profile)));
    }

    /// The contact centre that was declared. Without an instance a finding was made before.
    pub(crate) fn into_center(self) -> Option<ContactCenter> {
        let instance = self.instance.0?;
        let mut center = ContactCenter {
            hours_of_operation: self.hours_of_operation,
            queues: self.queues,
            routing_profiles: self.routing_profiles,
            security_profiles: self.security_profiles,
            users: self.users,
            phone_numbers: self.phone_numbers,
            quick_connects: self.quick_connects,
            contact_flows: self.contact_flows,
            lambda_functions: self.lambda_functions,
            lex_bots: self.lex_bots,
            uses: self.uses,
            ignore: self.ignore,
            instance,
        };
        center.spread();
        Some(center)
    }
}

// === impl ContactCenter ===

impl ContactCenter {
    /// Brings what is said once for many to each of them.
    fn spread(&mut self) {
        let (tags, ignore) = (&self.instance.tags, &self.ignore);
        spread(&mut self.hours_of_operation, tags, ignore);
        spread(&mut self.queues, tags, ignore);
        spread(&mut self.routing_profiles, tags, ignore);
        spread(&mut self.security_profiles, tags, ignore);
        spread(&mut self.users, tags, ignore);
        spread(&mut self.phone_numbers, tags, ignore);
        spread(&mut self.quick_connects, tags, ignore);
        spread(&mut self.contact_flows, tags, ignore);
        spread(&mut self.lambda_functions, tags, ignore);
        spread(&mut self.lex_bots, tags, ignore);
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
