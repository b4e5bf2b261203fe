//! What a developer and CI run.

mod r#gen;

use std::process::ExitCode;

use anyhow::{Result, bail};

fn main() -> Result<ExitCode> {
    let words: Vec<String> = std::env::args().skip(1).collect();
    match words
        .iter()
        .map(String::as_str)
        .collect::<Vec<_>>()
        .as_slice()
    {
        ["gen", "models"] | ["gen"] => r#gen::models(r#gen::Mode::Write),
        ["gen", "models", "--check"] | ["gen", "--check"] => r#gen::models(r#gen::Mode::Check),
        _ => bail!("usage: cargo xtask gen [models] [--check]"),
    }
}
