//! The declaration of a contact centre, as checked types.

mod agent_status;
mod bot;
mod bucket;
mod contact_flow;
mod content;
mod document;
mod email_address;
mod entry;
mod file;
mod flow_module;
mod function;
mod hierarchy;
mod hours;
mod hours_override;
mod instance;
mod lambda;
mod lex;
mod origin;
mod payload;
mod phone_number;
mod predefined_attribute;
mod prompt;
mod queue;
mod quick_connect;
mod replica;
mod routing_profile;
mod saml;
mod schema;
mod section;
mod sections;
mod security_key;
mod security_profile;
mod sources;
mod storage;
mod traffic_distribution_group;
mod user;
mod uses;
mod yaml;

pub use self::{
    agent_status::{AgentStatusSpec, AgentStatusState},
    bot::BotSpec,
    bucket::BucketSpec,
    contact_flow::{ContactFlowSpec, FlowStatus, FlowType},
    email_address::EmailAddressSpec,
    entry::Entry,
    flow_module::FlowModuleSpec,
    function::{Architecture, Environment, FunctionLayerSpec, FunctionSpec},
    hierarchy::{Hierarchy, HierarchyGroupSpec},
    hours::{ClockTime, Day, HoursEntry, HoursSpec},
    hours_override::{HoursOverrideSpec, OverrideType, Recurrence, RecurrenceFrequency},
    instance::{IdentityManagement, InstanceSpec},
    lambda::LambdaFunctionSpec,
    lex::LexBotSpec,
    origin::ApprovedOriginSpec,
    payload::{ARCHIVE_BYTES_MAX, Archive, Payload},
    phone_number::{NumberSource, NumberType, PhoneNumberSpec},
    predefined_attribute::PredefinedAttributeSpec,
    prompt::{Audio, PromptSpec},
    queue::{OutboundCaller, QueueSpec, QueueStatus},
    quick_connect::{QuickConnectSpec, QuickConnectTarget, QuickConnectType},
    replica::ReplicaSpec,
    routing_profile::{Channel, CrossChannel, MediaConcurrency, QueueConfig, RoutingProfileSpec},
    saml::{FederationRoleSpec, SamlProviderSpec},
    schema::schema,
    sections::{ContactCenter, Kind},
    security_key::SecurityKeySpec,
    security_profile::SecurityProfileSpec,
    sources::{NamedFile, Sources, files_named, files_wanted, load, named_files},
    storage::StorageSpec,
    traffic_distribution_group::TrafficDistributionGroupSpec,
    user::{Password, PhoneSpec, PhoneType, Proficiency, SecretName, UserSpec},
    uses::{IgnoredField, Uses},
    yaml::to_yaml,
};
pub(crate) use self::{
    document::{ApiVersion, Variables},
    entry::{Head, Naming},
    hours::HoursConfig,
    hours_override::HoursOverrideMembers,
    phone_number::PhoneNumberMembers,
    schema::schema_of,
    sections::Document,
    sources::{may_be, read},
};
