//! What a developer and CI run.

mod api;
mod bench;
mod embedded;
mod r#gen;
mod house;
mod postgres;
mod suite;

use std::process::ExitCode;

use anyhow::{Result, bail};

use crate::r#gen::Mode;

const USAGE: &str = "usage: cargo xtask COMMAND

  test [CHECK...]                 everything that CI runs, or these of its checks
  gen [models|operations|proto] [--check]
                                  regenerate what is generated, or fail when it differs
  api [--check]                   write what the crates show to Rust programs, or fail when it differs
  house                           the directions between crates, sizes of files, doubled crates
  bench [SUBJECT...] [--write] [--output json]
                                  measure, and with --write update BENCHMARKS.md";

fn main() -> Result<ExitCode> {
    if let Some(code) = api::as_rustdoc() {
        return Ok(code);
    }
    let words: Vec<String> = std::env::args().skip(1).collect();
    match words
        .iter()
        .map(String::as_str)
        .collect::<Vec<_>>()
        .as_slice()
    {
        ["test", names @ ..] => suite::run(names),
        ["api"] => api::lists(Mode::Write),
        ["api", "--check"] => api::lists(Mode::Check),
        ["house"] => house::check(),
        ["bench", words @ ..] => bench::run(words),
        ["gen"] => r#gen::all(Mode::Write),
        ["gen", "--check"] => r#gen::all(Mode::Check),
        ["gen", "models"] => r#gen::models(Mode::Write),
        ["gen", "models", "--check"] => r#gen::models(Mode::Check),
        ["gen", "operations"] => r#gen::operations(Mode::Write),
        ["gen", "operations", "--check"] => r#gen::operations(Mode::Check),
        ["gen", "proto"] => r#gen::protos(Mode::Write),
        ["gen", "proto", "--check"] => r#gen::protos(Mode::Check),
        _ => bail!(USAGE),
    }
}
