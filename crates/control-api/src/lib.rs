//! The gRPC surface: messages, client and server.
//!
//! Everything in [`v1`] is generated from `proto/trunkline/v1` by `cargo xtask gen proto`; whoever
//! calls the daemon from Rust needs this crate alone. It will never hold logic.

pub mod json;

/// The package `trunkline.v1`: messages, one client and one server for each service.
#[allow(
    missing_docs,
    clippy::all,
    clippy::pedantic,
    clippy::or_fun_call,
    reason = "generated; the comments are those of the proto files"
)]
pub mod v1 {
    include!("gen/trunkline.v1.rs");
}

/// The descriptors of `trunkline.v1` and of what it imports, as an encoded
/// `google.protobuf.FileDescriptorSet`: for reflection and for tools.
pub const DESCRIPTORS: &[u8] = include_bytes!("gen/trunkline.v1.bin");

/// The gRPC services, by full name.
pub const SERVICES: &[&str] = &[
    v1::agent_service_server::SERVICE_NAME,
    v1::analytics_share_service_server::SERVICE_NAME,
    v1::contact_center_service_server::SERVICE_NAME,
    v1::document_service_server::SERVICE_NAME,
    v1::flow_service_server::SERVICE_NAME,
    v1::governance_service_server::SERVICE_NAME,
    v1::job_service_server::SERVICE_NAME,
    v1::plan_service_server::SERVICE_NAME,
    v1::region_service_server::SERVICE_NAME,
    v1::target_service_server::SERVICE_NAME,
];
