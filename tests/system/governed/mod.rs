//! Governance: of worlds in the simulator, under enforced policies, and over gRPC.

mod estate;
mod faults;
mod policies;
mod sample;
mod scale;
mod sound;
mod surface;
mod wire;
