//! The daemon: gRPC services, durable jobs, store, telemetry.
