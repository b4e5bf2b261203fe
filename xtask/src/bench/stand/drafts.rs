//! The program that drafts one import and ends.

use std::process::Command;

use anyhow::{Context, Result};
use serde_json::Value;
use tempfile::TempDir;

use super::{Profile, build, copied, scratch};

/// The program `drafts`, which links the crates that a draft needs and nothing else.
#[derive(Debug)]
pub(in crate::bench) struct DraftsProgram {
    folder: TempDir,
}

// === impl DraftsProgram ===

impl DraftsProgram {
    /// Builds it, and takes a copy that a later build does not change.
    pub(in crate::bench) fn build() -> Result<Self> {
        build(Profile::Release, &["-p", "drafts"])?;
        let folder = scratch()?;
        copied(Profile::Release, "drafts", &folder.path().join("drafts"))?;
        Ok(Self { folder })
    }

    /// Runs it once, and returns what it tells.
    pub(in crate::bench) fn run(&self, words: [&str; 2]) -> Result<Value> {
        let mut command = Command::new(self.folder.path().join("drafts"));
        let output = command.args(words).env_clear().output()?;
        serde_json::from_slice(&output.stdout).with_context(|| format!("{words:?}: {output:?}"))
    }
}
