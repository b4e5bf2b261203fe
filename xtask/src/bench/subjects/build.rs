//! Builds from nothing.

use std::{collections::BTreeSet, path::Path, process::Stdio};

use anyhow::{Context, Result, ensure};
use serde_json::Value;

use super::Subject;
use crate::{
    bench::{
        figure::{Figure, Unit},
        procfs, progress,
        report::{Report, Row},
        stand::{bytes_in, scratch},
        stopwatch::Stopwatch,
    },
    suite::plain_cargo,
};

pub(super) const SUBJECT: Subject = Subject {
    name: "build",
    about: "Builds into an empty target folder: the one that the first command of the README needs, and that of a production daemon.",
    takes_long: true,
    measure,
};

/// A build, and what cargo has to be told for it.
struct Kind {
    what: &'static str,
    arguments: &'static [&'static str],
}

const KINDS: [Kind; 2] = [
    Kind {
        what: "`cargo build --bin controld`",
        arguments: &["--bin", "controld"],
    },
    Kind {
        what: "`cargo build --release -p controld --no-default-features --features jemalloc`",
        arguments: &[
            "--release",
            "-p",
            "controld",
            "--no-default-features",
            "--features",
            "jemalloc",
        ],
    },
];

/// What a build took.
struct Cost {
    wall_s: f64,
    cpu_s: f64,
    crates: usize,
    bytes: u64,
}

fn measure() -> Result<Report> {
    fetch()?;
    let mut rows = Vec::new();
    for kind in &KINDS {
        progress(kind.what);
        rows.extend(kind.rows(&kind.cost()?));
    }
    Ok(Report {
        rows,
        notes: vec![
            "Sources were downloaded before. One run of each; processor time is that of cargo and \
             all that it started, user and system, and says more than time on the wall, which was \
             taken on a machine that others used at the same time."
                .into(),
        ],
        ..Report::default()
    })
}

// === impl Kind ===

impl Kind {
    fn cost(&self) -> Result<Cost> {
        let folder = scratch()?;
        let cpu_before_s = procfs::cpu_s_of_children()?;
        let watch = Stopwatch::start();
        let messages = build(self.arguments, folder.path())?;
        Ok(Cost {
            wall_s: watch.s(),
            cpu_s: procfs::cpu_s_of_children()? - cpu_before_s,
            crates: crates_in(&messages),
            bytes: bytes_in(folder.path())?,
        })
    }

    fn rows(&self, cost: &Cost) -> [Row; 4] {
        let row = |what: &str, figure| Row::new(format!("{}: {what}", self.what), figure);
        [
            row("processor time", Figure::once(Unit::Seconds, cost.cpu_s)),
            row(
                "time on the wall, machine shared",
                Figure::once(Unit::Seconds, cost.wall_s),
            ),
            row("crates", Figure::count(cost.crates)),
            row("target folder", Figure::bytes(cost.bytes)),
        ]
    }
}

fn fetch() -> Result<()> {
    let status = plain_cargo().args(["fetch", "--locked"]).status()?;
    ensure!(status.success(), "cargo fetch ended with {status}");
    Ok(())
}

/// Builds into `target`, and returns what cargo tells programs about it.
fn build(arguments: &[&str], target: &Path) -> Result<String> {
    let output = plain_cargo()
        .args([
            "build",
            "--locked",
            "--offline",
            "--quiet",
            "--message-format",
            "json",
        ])
        .args(arguments)
        .arg("--target-dir")
        .arg(target)
        .stderr(Stdio::inherit())
        .output()
        .context("running cargo")?;
    ensure!(
        output.status.success(),
        "cargo build ended with {}",
        output.status
    );
    Ok(String::from_utf8(output.stdout)?)
}

/// How many packages were compiled; one with a build script and a library is one.
fn crates_in(messages: &str) -> usize {
    let artifact = |line: &str| {
        let message: Value = serde_json::from_str(line).ok()?;
        let is_artifact = message["reason"] == "compiler-artifact";
        is_artifact.then(|| message["package_id"].as_str().map(str::to_owned))?
    };
    messages
        .lines()
        .filter_map(artifact)
        .collect::<BTreeSet<_>>()
        .len()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_crate_counts_once_whatever_it_has() {
        let messages = r#"
{"reason":"compiler-artifact","package_id":"ring 0.17","target":{"kind":["custom-build"]}}
{"reason":"build-script-executed","package_id":"ring 0.17"}
{"reason":"compiler-artifact","package_id":"ring 0.17","target":{"kind":["lib"]}}
{"reason":"compiler-artifact","package_id":"bytes 1.11","target":{"kind":["lib"]}}
{"reason":"build-finished","success":true}
"#;
        assert_eq!(crates_in(messages), 2);
    }
}
