//! The structure of the house: who may depend on whom, how long a file may be, what may be doubled.

mod crates;
mod doubles;
mod files;

use std::process::ExitCode;

use anyhow::Result;

use crate::suite::say;

/// Checks everything and prints what is wrong.
pub(crate) fn check() -> Result<ExitCode> {
    let mut wrong = crates::wrong()?;
    wrong.extend(files::too_long()?);
    wrong.extend(doubles::wrong()?);
    for line in &wrong {
        say(line);
    }
    Ok(if wrong.is_empty() {
        ExitCode::SUCCESS
    } else {
        ExitCode::FAILURE
    })
}
