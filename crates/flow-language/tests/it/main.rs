//! The flow language against real flows, generated flows and hostile text.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on panics")]
#![allow(clippy::needless_raw_string_hashes, reason = "expect-test writes them")]
#![allow(
    clippy::needless_pass_by_value,
    reason = "builders of flows read better when they take what they are given"
)]

mod album;
mod binding;
mod bundle;
mod bundle_difference;
mod corpus;
mod designer;
mod diff;
mod documents;
mod draw;
mod draw_texts;
mod examples;
mod generated;
mod hostile;
mod large;
mod legacy;
mod lint;
mod lint_locate;
mod lint_rules;
mod object_map;
mod problems;
mod references;
mod walk;
mod walk_actions;
mod walk_cases;
mod walk_logged;
mod walk_replay;
