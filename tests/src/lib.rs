//! The whole system in one process: the simulator in virtual time, the real AWS SDK, the engine.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on panics")]

mod crash;
mod desk;
mod samples;

pub use crate::{
    crash::{Guillotine, MortalJournal},
    desk::{Desk, EPOCH},
    samples::{example, loaded, spec},
};
