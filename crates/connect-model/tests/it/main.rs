//! The spec as its readers meet it: whole files in, a contact centre or findings out.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on panics")]
#![allow(
    clippy::format_collect,
    clippy::format_push_string,
    reason = "texts of tests are short"
)]

mod broken;
mod examples;
mod governance;
mod hostile;
mod load;
mod properties;
mod schema;
mod share;
mod sources;
