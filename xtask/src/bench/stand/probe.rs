//! The simulator in a process of its own that does as it is told.

use std::{
    fs,
    io::{BufRead as _, BufReader, Write as _},
    path::{Path, PathBuf},
    process::{Child, ChildStdin, ChildStdout, Command, Stdio},
};

use anyhow::{Context, Result, ensure};
use serde_json::Value;
use tempfile::TempDir;

use super::{Memory, build, scratch};
use crate::suite::{cargo, target};

/// The program `probe` of the system tests, in a release build.
#[derive(Debug)]
pub(in crate::bench) struct ProbeProgram {
    folder: TempDir,
}

/// A probe that runs. It ends when this is dropped.
#[derive(Debug)]
pub(in crate::bench) struct Probe {
    child: Child,
    orders: ChildStdin,
    answers: BufReader<ChildStdout>,
}

// === impl ProbeProgram ===

impl ProbeProgram {
    /// Builds it, and takes a copy that a later build does not change.
    pub(in crate::bench) fn build() -> Result<Self> {
        build(&["-p", "system-tests", "--example", "probe"])?;
        Self::taken(&target().join("release/examples/probe"))
    }

    /// The same without optimisation, which is built much sooner: for what is counted and not timed.
    pub(in crate::bench) fn build_unoptimised() -> Result<Self> {
        let built = cargo(&["build", "-p", "system-tests", "--example", "probe"]);
        ensure!(built, "the probe does not build");
        Self::taken(&target().join("debug/examples/probe"))
    }

    fn taken(built: &Path) -> Result<Self> {
        let program = Self { folder: scratch()? };
        fs::copy(built, program.path()).with_context(|| built.display().to_string())?;
        Ok(program)
    }

    /// A probe in a world of its own.
    pub(in crate::bench) fn start(&self) -> Result<Probe> {
        let mut command = Command::new(self.path());
        let child = command.env_clear().stdin(Stdio::piped());
        let mut child = child.stdout(Stdio::piped()).spawn()?;
        Ok(Probe {
            orders: child.stdin.take().context("the input is piped")?,
            answers: BufReader::new(child.stdout.take().context("the output is piped")?),
            child,
        })
    }

    fn path(&self) -> PathBuf {
        self.folder.path().join("probe")
    }
}

// === impl Probe ===

impl Probe {
    /// Gives an order, and returns what came of it.
    pub(in crate::bench) fn order(&mut self, order: &str) -> Result<Value> {
        writeln!(self.orders, "{order}")?;
        let mut line = String::new();
        self.answers.read_line(&mut line)?;
        serde_json::from_str(&line).with_context(|| format!("{order}: {line:?}"))
    }

    /// The memory that it holds now.
    pub(in crate::bench) fn memory(&self) -> Result<Memory> {
        Memory::of(self.child.id())
    }
}

impl Drop for Probe {
    fn drop(&mut self) {
        // Both fail when it has ended, which is what is wanted.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}
