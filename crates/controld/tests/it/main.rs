//! The daemon from the outside and at its seams.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on fails")]

mod bench;
mod jobs;
mod samples;
mod store;
mod switches;
