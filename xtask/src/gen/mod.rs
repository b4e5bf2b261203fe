//! Generated files that are committed: written anew, or compared with what stands.

mod botocore;
mod model;
mod operations;
mod pattern;
mod proto;
mod rest_xml;

use std::{
    fs,
    path::{Path, PathBuf},
    process::ExitCode,
};

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
    let root = root()?;
    let models = botocore::unpack(&root.join("target/gen"))?;
    let mut drifted = false;
    for source in botocore::SERVICES {
        let published = models.read(source)?;
        let table = model::table(source.name, &published)?;
        let path = root.join(format!("crates/aws-sim/model/{}.model", source.name));
        drifted |= settle(mode, &path, table.as_bytes())?;
    }
    Ok(verdict(drifted))
}

/// Makes the Rust form of the gRPC surface, `crates/control-api/src/gen/*`, from `proto/`.
pub(crate) fn protos(mode: Mode) -> Result<ExitCode> {
    let root = root()?;
    let folder = root.join("crates/control-api/src/gen");
    let mut drifted = false;
    for file in proto::compile(&root.join("proto"))? {
        drifted |= settle(mode, &folder.join(file.name), &file.content)?;
    }
    Ok(verdict(drifted))
}

/// Makes the list of the operations of AWS that the product calls.
pub(crate) fn operations(mode: Mode) -> Result<ExitCode> {
    let root = root()?;
    let path = root.join("tests/conformance/product-operations.txt");
    let list = operations::list(&root)?;
    Ok(verdict(settle(mode, &path, list.as_bytes())?))
}

/// Makes everything.
pub(crate) fn all(mode: Mode) -> Result<ExitCode> {
    let verdicts = [protos(mode)?, operations(mode)?, models(mode)?];
    Ok(verdict(verdicts.contains(&ExitCode::FAILURE)))
}

fn root() -> Result<PathBuf> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).parent();
    Ok(root.context("xtask is in a workspace")?.to_owned())
}

fn verdict(drifted: bool) -> ExitCode {
    if drifted {
        ExitCode::FAILURE
    } else {
        ExitCode::SUCCESS
    }
}

/// Writes `content` to `path`, or says whether it differs from what is there.
#[expect(clippy::print_stderr, reason = "the tool's own report")]
fn settle(mode: Mode, path: &Path, content: &[u8]) -> Result<bool> {
    if mode == Mode::Write {
        fs::write(path, content).with_context(|| format!("writing {}", path.display()))?;
        return Ok(false);
    }
    let drifted = fs::read(path).ok().as_deref() != Some(content);
    if drifted {
        eprintln!("{} is out of date: run `cargo xtask gen`", path.display());
    }
    Ok(drifted)
}
