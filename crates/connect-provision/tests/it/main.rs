//! Plans as people and programs read them.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on panics")]

mod plans;
mod sample;
