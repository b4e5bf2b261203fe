//! Amazon Connect.
//!
//! One file a kind of thing; what all kinds share is in `state`, `errors` and `search`.

mod agent_status;
pub(crate) mod analytics;
mod approved_origin;
mod attribute;
mod authentication_profile;
mod builtins;
mod data_table;
mod email_address;
mod errors;
mod evaluation_form;
mod flow;
mod flow_content;
mod flow_link;
mod flow_module;
mod hierarchy;
mod hours;
mod instance;
mod integration;
pub(crate) mod lake;
mod lambda;
mod lex;
mod metrics;
mod phone_number;
mod predefined_attribute;
mod prompt;
mod queue;
mod quick_connect;
mod reading;
mod referred;
mod replica;
mod routing_profile;
mod rule;
mod search;
mod security_key;
mod security_profile;
mod state;
mod storage_config;
mod table;
mod tag;
mod task_template;
mod test_case;
mod traffic;
mod use_case;
mod user;
mod uses;
mod view;
mod vocabulary;

pub(super) use self::table::operations;
pub(crate) use self::{
    flow::flow_type,
    instance::{alias_of, withdraw_roles},
    phone_number::{Held, held},
    prompt::sound as prompt_sound,
    replica::mirror::mirror,
    state::State,
    storage_config::key_of,
    tag::{tagged, tags},
};
