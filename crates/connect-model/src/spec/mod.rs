//! The declaration of a contact centre, as checked types.

mod agent_status;
mod contact_flow;
mod content;
mod document;
mod entry;
mod file;
mod flow_module;
mod hierarchy;
mod hours;
mod hours_override;
mod instance;
mod lambda;
mod lex;
mod phone_number;
mod predefined_attribute;
mod prompt;
mod queue;
mod quick_connect;
mod routing_profile;
mod schema;
mod section;
mod sections;
mod security_profile;
mod sources;
mod user;
mod uses;

pub use self::{
    agent_status::{AgentStatusSpec, AgentStatusState},
    contact_flow::{ContactFlowSpec, FlowStatus, FlowType},
    entry::Entry,
    flow_module::FlowModuleSpec,
    hierarchy::{Hierarchy, HierarchyGroupSpec},
    hours::{ClockTime, Day, HoursEntry, HoursSpec},
    hours_override::{HoursOverrideSpec, OverrideType, Recurrence, RecurrenceFrequency},
    instance::{IdentityManagement, InstanceSpec},
    lambda::LambdaFunctionSpec,
    lex::LexBotSpec,
    phone_number::{NumberSource, NumberType, PhoneNumberSpec},
    predefined_attribute::PredefinedAttributeSpec,
    prompt::{Audio, PromptSpec, Recording},
    queue::{OutboundCaller, QueueSpec, QueueStatus},
    quick_connect::{QuickConnectSpec, QuickConnectTarget, QuickConnectType},
    routing_profile::{Channel, CrossChannel, MediaConcurrency, QueueConfig, RoutingProfileSpec},
    schema::schema,
    sections::{ContactCenter, Kind},
    security_profile::SecurityProfileSpec,
    sources::{NamedFile, Sources, files_named, files_wanted, load, named_files},
    user::{Password, PhoneSpec, PhoneType, Proficiency, SecretName, UserSpec},
    uses::{IgnoredField, Uses},
};
pub(crate) use self::{
    entry::{Head, Naming},
    hours::HoursConfig,
    hours_override::HoursOverrideMembers,
    phone_number::PhoneNumberMembers,
    sections::Document,
};
