//! The declaration of a contact centre, as checked types.

mod agent_status;
mod contact_flow;
mod document;
mod entry;
mod hierarchy;
mod hours;
mod instance;
mod lambda;
mod lex;
mod phone_number;
mod predefined_attribute;
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
    hierarchy::{Hierarchy, HierarchyGroupSpec},
    hours::{ClockTime, Day, HoursEntry, HoursSpec},
    instance::{IdentityManagement, InstanceSpec},
    lambda::LambdaFunctionSpec,
    lex::LexBotSpec,
    phone_number::{NumberSource, NumberType, PhoneNumberSpec},
    predefined_attribute::PredefinedAttributeSpec,
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
    phone_number::PhoneNumberMembers,
    sections::Document,
};
