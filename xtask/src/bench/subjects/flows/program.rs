//! The program `flow-bench` of `flow-language`, and the same in Python.

use std::{
    fs::{self, File},
    path::PathBuf,
    process::{Command, Stdio},
};

use anyhow::{Context, Result, ensure};
use serde_json::Value;
use tempfile::TempDir;

use crate::{
    bench::{
        figure::{Figure, Unit},
        stand::{Profile, build, copied, scratch},
    },
    suite::{root, shared},
};

const SCRIPT: &str = "crates/flow-language/benches/text_replacing.py";

/// A release build, and a folder for what it makes.
#[derive(Debug)]
pub(super) struct FlowProgram {
    folder: TempDir,
}

// === impl FlowProgram ===

impl FlowProgram {
    /// Builds it, and takes a copy that a later build does not change.
    pub(super) fn build() -> Result<Self> {
        let example = ["-p", "flow-language", "--example", "flow-bench"];
        build(Profile::Release, &example)?;
        let program = Self { folder: scratch()? };
        let place = program.place("flow-bench");
        copied(Profile::Release, "examples/flow-bench", &place)?;
        Ok(program)
    }

    /// What it says to an order.
    pub(super) fn told(&self, words: &[&str]) -> Result<Value> {
        let mut command = Command::new(self.place("flow-bench"));
        answer(command.env_clear().args(words))
    }

    /// What it says to an order about the corpus.
    pub(super) fn on_corpus(&self, order: &str, more: &[&str]) -> Result<Value> {
        let corpus = shared().join("corpus/flows");
        let corpus = corpus.to_str().context("the path is text")?;
        self.told(&[&[order, corpus], more].concat())
    }

    /// Makes a bundle of so many flows, and goes through it in another process.
    pub(super) fn bundle(&self, flows: usize) -> Result<Value> {
        let (from, to) = (self.place("bundle"), self.place("written"));
        let (from, to) = (from.to_str(), to.to_str());
        let (from, to) = (
            from.context("the path is text")?,
            to.context("the path is text")?,
        );
        self.on_corpus("write", &[from, &flows.to_string()])?;
        let told = self.told(&["bundle", from, to])?;
        ensure!(told["flows"] == flows, "not all flows were read: {told}");
        Ok(told)
    }

    /// What the script says about the same flows and things.
    pub(super) fn python(&self, things: &str) -> Result<Value> {
        let inventory = self.place("inventory.json");
        fs::write(
            &inventory,
            self.on_corpus("inventory", &[things])?.to_string(),
        )?;
        let mut command = Command::new("python3");
        answer(
            command
                .arg(root().join(SCRIPT))
                .stdin(File::open(&inventory)?),
        )
    }

    fn place(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }
}

fn answer(command: &mut Command) -> Result<Value> {
    let output = command.stderr(Stdio::inherit()).output()?;
    ensure!(output.status.success(), "{command:?} failed");
    serde_json::from_slice(&output.stdout).with_context(|| format!("{command:?}"))
}

/// A number of an answer.
pub(super) fn number(told: &Value, name: &str) -> Result<f64> {
    let number = told[name].as_f64();
    number.with_context(|| format!("no {name} in the answer"))
}

/// What was measured several times, in milliseconds.
pub(super) fn times(told: &Value, name: &str) -> Result<Figure> {
    let values = told[name].as_array();
    let values = values.with_context(|| format!("no {name} in the answer"))?;
    let values = values
        .iter()
        .map(|value| value.as_f64().context("a number"));
    Ok(Figure::of(
        Unit::Milliseconds,
        values.collect::<Result<_>>()?,
    ))
}
