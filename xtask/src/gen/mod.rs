//! Generated files that are committed: written anew, or compared with what stands.

mod botocore;
mod model;
mod pattern;

use std::{fs, path::Path, process::ExitCode};

use anyhow::{Context, Result};

/// What to do with the generated text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Mode {
    /// Write the files.
    Write,
    /// Fail where a file differs from what would be written.
    Check,
}

/// Makes the simulator's model tables, `crates/aws-sim/model/*.model`, from the published models.
pub(crate) fn models(mode: Mode) -> Result<ExitCode> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"))
        .parent()
        .context("xtask is in a workspace")?;
    let models = botocore::unpack(&root.join("target/gen"))?;
    let mut drifted = false;
    for source in botocore::SERVICES {
        let published = models.read(source)?;
        let table = model::table(source.name, &published)?;
        let path = root.join(format!("crates/aws-sim/model/{}.model", source.name));
        drifted |= settle(mode, &path, &table)?;
    }
    Ok(if drifted {
        ExitCode::FAILURE
    } else {
        ExitCode::SUCCESS
    })
}

/// Writes `text` to `path`, or says whether it differs from what is there.
#[expect(clippy::print_stderr, reason = "the tool's own report")]
fn settle(mode: Mode, path: &Path, text: &str) -> Result<bool> {
    if mode == Mode::Write {
        fs::write(path, text).with_context(|| format!("writing {}", path.display()))?;
        return Ok(false);
    }
    let drifted = fs::read_to_string(path).ok().as_deref() != Some(text);
    if drifted {
        eprintln!("{} is out of date: run `cargo xtask gen`", path.display());
    }
    Ok(drifted)
}
