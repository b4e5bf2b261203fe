//! The engine on the simulator, through the real AWS SDK, in virtual time.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on panics")]

mod crashes;
mod edits;
mod trouble;
mod updates;
mod whole;
