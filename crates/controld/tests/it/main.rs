//! The daemon from the outside and at its seams.

mod samples;
mod store;
