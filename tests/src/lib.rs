//! The whole system in one process: the simulator in virtual time, the real AWS SDK, the engine.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on panics")]

mod auditor;
mod calls;
mod census;
pub mod crew;
mod desk;
mod files;
pub mod fleet;
pub mod freight;
pub mod lakeside;
mod listed;
mod makespan;
pub mod many;
mod office;
mod others;
pub mod pair;
mod process;
mod quay;
pub mod reliability;
mod samples;
mod scribe;
pub mod script;
mod staffed;
mod still;
mod watchhouse;

pub use crate::{
    calls::{is_list, is_read, writes},
    census::census,
    crew::{Crew, Imported},
    desk::{Desk, EPOCH},
    files::{files, holds},
    fleet::{Berth, Fleet, Waving},
    makespan::{Bound, bound, paced},
    many::{MANY_CENTER, MANY_KINDS, many_flows},
    office::Office,
    process::{Binaries, DaemonProcess, Household, SimProcess},
    quay::{Cellar, Quay},
    samples::{example, layered, loaded, recordings, spec, stage, workforce},
    scribe::{log_lines, signed},
    staffed::staffed,
    watchhouse::{Listener, Watchhouse, Watchman},
};
