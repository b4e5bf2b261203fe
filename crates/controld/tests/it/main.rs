//! The daemon from the outside and at its seams.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on fails")]
#![allow(
    clippy::needless_raw_string_hashes,
    reason = "`UPDATE_EXPECT=1` writes them"
)]

mod bench;
mod config;
mod differences;
mod exported;
mod jobs;
mod lines;
mod reasons;
mod rpc;
mod said;
mod samples;
mod store;
mod switches;
