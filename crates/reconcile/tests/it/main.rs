//! The runner over a small world of switches: order, repeats, crash and resume, cancel.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on panics")]

mod crash;
mod plan;
mod runner;
mod script;
mod world;
