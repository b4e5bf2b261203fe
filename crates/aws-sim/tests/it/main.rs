//! The simulator from outside: through the real SDK in virtual time, and on the wire.

mod agent_status;
mod bot;
mod center;
mod desk;
mod determinism;
mod faults;
mod flow;
mod flow_module;
mod hierarchy;
mod hours;
mod instance;
mod phone_number;
mod predefined_attribute;
mod protocol;
mod queue;
mod quick_connect;
mod routing_profile;
mod secrets;
mod security_profile;
mod serve;
mod sts;
mod tag;
mod throttle;
mod tokens_and_pages;
mod user;
