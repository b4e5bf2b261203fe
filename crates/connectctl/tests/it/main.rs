//! Whole command lines against a daemon in the same process, over an in-memory pipe and with time
//! standing still: what is asked, what people and programs read, and how it ends.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on panics")]
#![allow(clippy::needless_raw_string_hashes, reason = "expect-test writes them")]

mod apply;
mod desk;
mod errors;
mod fake;
mod flow;
mod flow_changes;
mod flow_logs;
mod flow_pictures;
mod flow_walks;
mod follow;
mod governance;
mod governance_cost;
mod governance_help;
mod help;
mod import;
mod jobs;
mod pipe;
mod plan;
mod plans;
mod readings;
mod region;
mod releases;
mod samples;
mod share_queries;
mod shares;
mod spec;
mod targets;
mod usage;
