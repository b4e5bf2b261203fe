//! The whole system in one process: the simulator in virtual time, the real AWS SDK, the engine.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on panics")]

mod census;
mod crash;
mod desk;
mod listed;
mod makespan;
mod process;
mod samples;

pub use crate::{
    census::census,
    crash::{Guillotine, MortalJournal},
    desk::{Desk, EPOCH},
    makespan::{Bound, bound},
    process::{Binaries, DaemonProcess, Household, SimProcess},
    samples::{example, loaded, recordings, spec, stage},
};
