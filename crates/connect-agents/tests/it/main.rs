//! What holds of files of agents.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on panics")]

mod arrival;
mod properties;
mod reading;
mod refusals;
