//! The declaration of a contact centre, as checked types.

mod contact_flow;
mod document;
mod entry;
mod hours;
mod instance;
mod kind;
mod lambda;
mod lex;
mod phone_number;
mod queue;
mod quick_connect;
mod routing_profile;
mod schema;
mod section;
mod security_profile;
mod sources;
mod user;
mod uses;

use serde::Serialize;

pub use self::{
    contact_flow::{ContactFlowSpec, FlowStatus, FlowType},
    entry::Entry,
    hours::{ClockTime, Day, HoursEntry, HoursSpec},
    instance::{IdentityManagement, InstanceSpec},
    kind::Kind,
    lambda::LambdaFunctionSpec,
    lex::LexBotSpec,
    phone_number::{NumberSource, NumberType, PhoneNumberSpec},
    queue::{OutboundCaller, QueueSpec, QueueStatus},
    quick_connect::{QuickConnectSpec, QuickConnectTarget, QuickConnectType},
    routing_profile::{Channel, CrossChannel, MediaConcurrency, QueueConfig, RoutingProfileSpec},
    schema::schema,
    security_profile::SecurityProfileSpec,
    sources::{NamedFile, Sources, files_named, files_wanted, load, named_files},
    user::{Password, PhoneSpec, PhoneType, SecretName, UserSpec},
    uses::{IgnoredField, Uses},
};
pub(crate) use self::{
    document::Document,
    entry::{Declared, Naming},
    hours::HoursConfig,
    phone_number::PhoneNumberMembers,
};

/// A whole contact centre.
///
/// [`load`] makes it, so every rule of [`rules`](crate::rules) holds: names that are referred to exist, flow
/// types fit, and so on. Entries stand in the order of the spec.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct ContactCenter {
    /// The instance itself.
    pub instance: InstanceSpec,
    /// Hours of operation.
    pub hours_of_operation: Vec<Entry<HoursSpec>>,
    /// Queues.
    pub queues: Vec<Entry<QueueSpec>>,
    /// Routing profiles.
    pub routing_profiles: Vec<Entry<RoutingProfileSpec>>,
    /// Security profiles.
    pub security_profiles: Vec<Entry<SecurityProfileSpec>>,
    /// Users by username; the admin user, where declared, is the last of them.
    pub users: Vec<Entry<UserSpec>>,
    /// Phone numbers by key.
    pub phone_numbers: Vec<Entry<PhoneNumberSpec>>,
    /// Quick connects: by key in the spec, by name in AWS.
    pub quick_connects: Vec<Entry<QuickConnectSpec>>,
    /// Flows.
    pub contact_flows: Vec<Entry<ContactFlowSpec>>,
    /// Lambda functions by key.
    pub lambda_functions: Vec<Entry<LambdaFunctionSpec>>,
    /// Lex bots.
    pub lex_bots: Vec<Entry<LexBotSpec>>,
    /// Names that live in the instance but are managed elsewhere.
    pub uses: Uses,
    /// Fields that no plan may touch, as declared; [`Entry::ignore`] has them by entry.
    pub ignore: Vec<IgnoredField>,
}
