//! Whole files of Terraform in, whole files of a spec out.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on panics")]
#![allow(clippy::needless_raw_string_hashes, reason = "expect-test writes them")]

mod golden;
mod hostile;
mod states;
mod variables;
