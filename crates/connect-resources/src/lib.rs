//! One folder for each kind of thing that a contact centre is made of.
//!
//! A kind knows what its things look like when declared and when observed, which aspects of them
//! can be changed by which call, and how to make, mend and remove one. It knows neither the other
//! kinds nor the order in which things come up: it names what it refers to, and the engine in the
//! capability crates works out the rest. No type of an AWS SDK occurs here; each kind calls its own
//! small [port](Ports), which `connect-aws` implements.
//!
//! To add a kind: one folder here, one adapter file in `connect-aws`, one line in the list of kinds.

mod acting;
mod census;
mod depth;
mod digest;
mod export;
mod function_settings;
mod gap;
mod index;
mod kind;
mod list;
mod members;
mod memory;
mod owner;
mod password;
mod quota;
mod reading;
mod reference;
mod rings;
mod service;
mod tagging;
mod thing;
mod trouble;
mod wait;

pub mod agent_status;
pub mod approved_origin;
pub mod bot;
pub mod bot_alias;
pub mod bucket;
pub mod email_address;
pub mod federation_role;
pub mod flow;
pub mod flow_content;
pub mod function;
pub mod function_alias;
pub mod function_layer;
pub mod hierarchy_group;
pub mod hierarchy_structure;
pub mod hours;
pub mod instance;
pub mod lambda;
pub mod lex;
pub mod log_group;
pub mod module;
pub mod phone_number;
pub mod predefined_attribute;
pub mod prompt;
pub mod queue;
pub mod quick_connect;
pub mod replica;
pub mod routing_profile;
pub mod saml_provider;
pub mod secret;
pub mod security_key;
pub mod security_profile;
pub mod service_role;
pub mod storage;
pub mod traffic_distribution_group;
pub mod user;

pub use crate::{
    acting::{Acting, Order},
    depth::{Depth, Doubt, LAG},
    export::{Exported, Exporter, Said, Section, Unsaid, Written, distinct, tag_map},
    index::{Index, Known},
    kind::{Aspect, Bond, Facts, Kind, Layer, TAGS, Turn},
    list::{KindId, Ports},
    members::Members,
    memory::{Memory, NoMemory, Recollection, VolatileMemory},
    owner::{
        CENTER_TAG, GOVERNED_TAG, KEY_TAG, LAYER_TAG, Ownership, governed, own_tags, ownership_tags,
    },
    password::PasswordSource,
    quota::{Allowance, Counts, Limit, Quota, QuotaPort, Quotas},
    reading::{Lists, Reading, Roll, Scope, read},
    reference::Reference,
    rings::{Deferrals, deferrals},
    service::{NotBuiltIn, Service},
    tagging::TagPort,
    thing::{Condition, Declared, Named, Observed, ThingKey},
    trouble::{Trouble, setback},
    wait::{SETTLING, look_patiently, until},
};
