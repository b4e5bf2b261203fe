//! Governance: under enforced policies, and over gRPC.

mod policies;
mod surface;
