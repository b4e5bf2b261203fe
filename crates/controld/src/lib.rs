//! The daemon: gRPC services, durable jobs, store, telemetry.

pub mod ids;
pub mod jobs;
pub mod reason;
pub mod store;
pub mod task;
pub mod telemetry;
