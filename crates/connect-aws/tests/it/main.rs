//! The AWS side from outside: through the real SDK, over scripted answers and over the simulator.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on panics")]
#![allow(
    clippy::result_large_err,
    reason = "a fault is what every port answers with"
)]

mod answers;
mod arrival;
mod connection;
mod desk;
mod faults;
mod flow_log;
mod organisation;
mod pace;
mod paging;
mod script;
mod sessions;
mod share;
mod simulator;
mod wire;
mod wire_outside;
