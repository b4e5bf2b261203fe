//! The daemon: gRPC services, durable jobs, store, telemetry.

pub mod config;
pub mod ids;
pub mod jobs;
mod listen;
pub mod reason;
pub mod refusal;
pub mod rpc;
pub mod serve;
mod status;
pub mod store;
pub mod task;
pub mod telemetry;
pub mod wire;
