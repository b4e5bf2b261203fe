//! The simulator in a process of its own that does as it is told.

use std::{
    io::{BufRead as _, BufReader, Write as _},
    path::PathBuf,
    process::{Child, ChildStdin, ChildStdout, Command, Stdio},
};

use anyhow::{Context, Result};
use serde_json::Value;
use tempfile::TempDir;

use super::{Memory, Profile, build, copied, scratch};

/// The program `probe` of the system tests.
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
    pub(in crate::bench) fn build(profile: Profile) -> Result<Self> {
        build(profile, &["-p", "system-tests", "--example", "probe"])?;
        let program = Self { folder: scratch()? };
        copied(profile, "examples/probe", &program.path())?;
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
