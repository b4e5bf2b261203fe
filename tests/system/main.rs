//! The engine on the simulator, through the real AWS SDK, in virtual time; and the programs as
//! processes, on the machine's clock.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on panics")]

mod agents;
mod arrivals;
mod cloud;
mod contact_logs;
mod content;
mod conversions;
mod daemon;
mod data;
mod depths;
mod drifts;
mod edits;
mod exports;
mod failover;
mod fairness;
mod federation;
mod flow_calls;
mod governed;
mod kills;
mod layers;
mod lifecycles;
mod pace;
mod people;
mod plans;
mod ports;
mod prune;
mod quotas;
mod regions;
mod releases;
mod reliability;
mod served;
mod shares;
mod shifts;
mod staffing;
mod stages;
mod storage;
mod trouble;
mod unbuilt;
mod updates;
mod whole;
