//! The daemon: gRPC services, durable jobs, store, telemetry.

pub mod config;
#[cfg(feature = "local")]
pub mod demo;
pub mod ids;
pub mod inquiry;
pub mod jobs;
pub mod launch;
mod listen;
#[cfg(feature = "local")]
pub mod local;
pub mod reason;
pub mod refusal;
pub mod review;
pub mod roster;
pub mod rpc;
pub mod serve;
mod status;
pub mod store;
pub mod takeover;
pub mod task;
pub mod telemetry;
pub mod wire;
pub mod work;
