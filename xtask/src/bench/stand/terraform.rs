//! Terraform on the stand: what teams use today, on content that the product manages too.
//!
//! `tests/python/peer.py` plays the cases, here as in `cargo xtask test`, and knows what must be gone
//! at their end. What it plays lies beside the checkout, in `../shared/peer`.

use std::{
    path::Path,
    process::{Command, Stdio},
};

use anyhow::{Context, Result, ensure};
use serde::Deserialize;
use serde_json::Value;

use super::{Phase, Server};
use crate::suite::{root, shared};

/// What Terraform is told to do in each case, in this order. It stops at the first that fails.
pub(in crate::bench) const PHASES: [&str; 4] = ["apply", "plan", "change", "destroy"];

/// How a case went.
#[derive(Debug, Default)]
pub(in crate::bench) struct Play {
    /// The phases that ran, in order.
    pub(in crate::bench) phases: Vec<Phase>,
    pub(in crate::bench) end: End,
}

/// What was found after the last phase that ran.
#[derive(Debug, Default, Deserialize)]
pub(in crate::bench) struct End {
    /// What somebody made and is still there.
    pub(in crate::bench) left: Vec<String>,
    /// What Terraform complained about, each with a few lines of context.
    pub(in crate::bench) errors: Vec<String>,
    /// What Terraform has made and will make again, since it could not read it back.
    pub(in crate::bench) tainted: Vec<String>,
}

/// The version of Terraform, as `1.11.4`. Fails where something is lacking that a play needs.
pub(in crate::bench) fn version() -> Result<String> {
    let peer = shared().join("peer");
    ensure!(peer.is_dir(), "there is no {}", peer.display());
    let mut command = Command::new("terraform");
    command.args(["version", "-json"]).stderr(Stdio::null());
    let output = command.output().context("running terraform")?;
    let told: Value = serde_json::from_slice(&output.stdout)?;
    let version = told["terraform_version"].as_str();
    Ok(version.context("terraform tells no version")?.to_owned())
}

// === impl Play ===

impl Play {
    /// Plays the case at the simulated AWS. Whatever goes wrong in it is told in what is returned.
    pub(in crate::bench) fn at(simulator: &Server, case: &str) -> Result<Self> {
        Self::with(simulator, case, &[])
    }

    /// The same of these phases alone; what Terraform knows after the first of them is put into `state`.
    pub(in crate::bench) fn keeping(
        state: &Path,
        phases: &[&str],
        simulator: &Server,
        case: &str,
    ) -> Result<Self> {
        let state = state.display().to_string();
        let phases = phases.join(",");
        Self::with(simulator, case, &["--phases", &phases, "--state", &state])
    }

    fn with(simulator: &Server, case: &str, words: &[&str]) -> Result<Self> {
        let mut command = Command::new("python3");
        command
            .arg("tests/python/peer.py")
            .arg(format!("http://{}", simulator.address()))
            .arg(shared().join("peer"))
            .args([case, "--output", "json"])
            .args(words)
            .current_dir(root())
            .stderr(Stdio::inherit());
        let output = command.output().context("running python3")?;
        Self::read(&String::from_utf8(output.stdout)?)
    }

    /// What peer.py says to programs.
    pub(in crate::bench) fn read(lines: &str) -> Result<Self> {
        let (mut phases, mut end) = (Vec::new(), None);
        for line in lines.lines() {
            let row: Value = serde_json::from_str(line).with_context(|| line.to_owned())?;
            if row["phase"].is_string() {
                phases.push(serde_json::from_value(row)?);
            } else {
                end = Some(serde_json::from_value(row)?);
            }
        }
        let end = end.unwrap_or_else(End::of_nothing);
        Ok(Self { phases, end })
    }

    /// The phase of that name, if it ran.
    pub(in crate::bench) fn phase(&self, name: &str) -> Option<&Phase> {
        self.phases.iter().find(|phase| phase.name == name)
    }

    /// How many phases ended as they should.
    pub(in crate::bench) fn well(&self) -> usize {
        self.phases.iter().filter(|phase| phase.is_well()).count()
    }
}

// === impl End ===

impl End {
    /// The script itself, or the simulator, broke down.
    fn of_nothing() -> Self {
        Self {
            errors: vec!["the play broke off".into()],
            ..Self::default()
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const APPLY: &str = r#"{"case": "s10", "phase": "apply", "rc": 1, "wall_s": 45.1, "cpu_s": 10.52, "peak_mib": 570, "calls": 31, "throttled": 7, "by_operation": {}}"#;
    const END: &str = r#"{"case": "s10", "rc": 1, "left": ["a queue"], "errors": ["Error: no\n\n  in line 7"], "tainted": ["aws_connect_queue.q[0]"]}"#;

    #[test]
    fn a_play_has_its_phases_and_its_end() {
        let play = Play::read(&format!("{APPLY}\n{END}\n")).expect("good lines");
        let apply = play.phase("apply").expect("it ran");
        assert_eq!((apply.exit, apply.useful(), apply.refused), (1, 24, 7));
        assert!(play.phase("plan").is_none());
        assert_eq!(play.well(), 0);
        assert_eq!(play.end.left, ["a queue"]);
        assert_eq!(play.end.tainted.len(), 1);
    }

    #[test]
    fn a_play_without_an_end_has_failed() {
        let play = Play::read(APPLY).expect("good lines");
        assert_eq!(play.phases.len(), 1);
        assert_eq!(play.end.errors, ["the play broke off"]);
        assert!(Play::read("Traceback").is_err());
    }
}
