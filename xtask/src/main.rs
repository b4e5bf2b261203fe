//! What a developer and CI run.

mod r#gen;

use std::process::ExitCode;

use anyhow::{Result, bail};

use crate::r#gen::Mode;

fn main() -> Result<ExitCode> {
    let words: Vec<String> = std::env::args().skip(1).collect();
    match words
        .iter()
        .map(String::as_str)
        .collect::<Vec<_>>()
        .as_slice()
    {
        ["gen"] => r#gen::all(Mode::Write),
        ["gen", "--check"] => r#gen::all(Mode::Check),
        ["gen", "models"] => r#gen::models(Mode::Write),
        ["gen", "models", "--check"] => r#gen::models(Mode::Check),
        ["gen", "proto"] => r#gen::protos(Mode::Write),
        ["gen", "proto", "--check"] => r#gen::protos(Mode::Check),
        _ => bail!("usage: cargo xtask gen [models|proto] [--check]"),
    }
}
