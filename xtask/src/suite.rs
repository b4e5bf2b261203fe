//! `cargo xtask test`: every check in turn, and at the end what passed, failed and was skipped.

use std::{
    io::Write as _,
    path::PathBuf,
    process::{Command, ExitCode},
};

use anyhow::{Result, bail};

use crate::{api, embedded, r#gen::Mode, house, postgres};

/// What a check needs that a machine may lack.
enum Need {
    /// A program on the path.
    Program(&'static str),
    /// A folder of what is shared beside the checkout.
    Shared(&'static str),
    /// What only the machine itself can tell: what it lacks, if it lacks something.
    Told(fn() -> Option<String>),
}

/// One check.
struct Check {
    name: &'static str,
    needs: &'static [Need],
    run: fn() -> bool,
}

/// How a check ended.
enum End {
    Passed,
    Failed,
    Skipped(String),
}

const CHECKS: &[Check] = &[
    Check {
        name: "format",
        needs: &[],
        run: || cargo(&["fmt", "--all", "--check"]),
    },
    Check {
        name: "house",
        needs: &[],
        run: || house::check().is_ok_and(|c| c == ExitCode::SUCCESS),
    },
    Check {
        name: "clippy",
        needs: &[],
        run: || {
            cargo(&[
                "clippy",
                "--workspace",
                "--all-targets",
                "--",
                "-D",
                "warnings",
            ])
        },
    },
    Check {
        name: "tests",
        needs: &[],
        run: tests,
    },
    Check {
        name: "PostgreSQL",
        needs: &[Need::Told(postgres::missing)],
        run: postgres::check,
    },
    Check {
        name: "documentation",
        needs: &[],
        run: documentation,
    },
    Check {
        name: "public API",
        needs: &[Need::Told(api::unreadable)],
        run: || api::lists(Mode::Check).is_ok_and(|c| c == ExitCode::SUCCESS),
    },
    Check {
        name: "embedded",
        needs: &[Need::Program("python3")],
        run: embedded::check,
    },
    Check {
        name: "generated code",
        needs: &[Need::Program("python3")],
        run: || cargo(&["xtask", "gen", "--check"]),
    },
    Check {
        name: "foreign clients",
        needs: &[Need::Program("python3")],
        run: foreign_clients,
    },
    Check {
        name: "Python client",
        needs: &[Need::Program("python3")],
        run: || client(&["python3", "clients/python/check.py"]),
    },
    Check {
        name: "TypeScript client",
        needs: &[Need::Program("node"), Need::Program("npm")],
        run: || client(&["node", "clients/typescript/check.mjs"]),
    },
    Check {
        name: "Terraform",
        needs: &[
            Need::Program("python3"),
            Need::Program("terraform"),
            Need::Shared("peer"),
        ],
        run: terraform,
    },
];

/// Runs every check, or those that are named, also after a failure: one look shows all that is wrong.
pub(crate) fn run(names: &[&str]) -> Result<ExitCode> {
    let known = |name: &&&str| CHECKS.iter().any(|check| check.name == **name);
    if let Some(unknown) = names.iter().find(|name| !known(name)) {
        let all: Vec<_> = CHECKS.iter().map(|check| check.name).collect();
        bail!(
            "there is no check {unknown:?}; there are: {}",
            all.join(", ")
        );
    }
    let asked = |check: &&Check| names.is_empty() || names.contains(&check.name);
    let ends: Vec<_> = CHECKS
        .iter()
        .filter(asked)
        .map(|check| (check.name, end_of(check)))
        .collect();
    say("");
    for (name, end) in &ends {
        match end {
            End::Passed => say(&format!("passed: {name}")),
            End::Failed => say(&format!("failed: {name}")),
            End::Skipped(what) => say(&format!("skipped: {what} not found ({name})")),
        }
    }
    let failed = ends.iter().any(|(_, end)| matches!(end, End::Failed));
    Ok(if failed {
        ExitCode::FAILURE
    } else {
        ExitCode::SUCCESS
    })
}

fn end_of(check: &Check) -> End {
    if let Some(what) = check.needs.iter().find_map(missing) {
        return End::Skipped(what);
    }
    say(&format!("\n== {}", check.name));
    if (check.run)() {
        End::Passed
    } else {
        End::Failed
    }
}

fn missing(need: &Need) -> Option<String> {
    match need {
        Need::Program(name) => (!runs(name)).then(|| (*name).to_owned()),
        Need::Told(lacks) => lacks(),
        Need::Shared(name) => (!shared().join(name).is_dir()).then(|| format!("shared/{name}")),
    }
}

fn runs(program: &str) -> bool {
    Command::new(program)
        .arg("--version")
        .output()
        .is_ok_and(|output| output.status.success())
}

/// All Rust tests. Those that start the programs take the ones that this very run of cargo builds.
fn tests() -> bool {
    succeeds(
        plain_cargo()
            .args(["test", "--workspace", "--no-fail-fast"])
            .env("TRUNKLINE_BINARIES", target().join("debug")),
    )
}

/// Builds the programs as the tests have them: with other features, most of them would be built anew.
pub(crate) fn programs() -> bool {
    cargo(&["test", "--workspace", "--no-run", "--quiet"])
}

/// The documentation of every crate, in which a broken link is an error.
fn documentation() -> bool {
    succeeds(
        plain_cargo()
            .args(["doc", "--workspace", "--no-deps", "--quiet"])
            .env("RUSTDOCFLAGS", "-D warnings"),
    )
}

/// The sample through boto3 and the AWS CLI, and raw answers against the published models where those
/// checks are at hand.
fn foreign_clients() -> bool {
    if !programs() {
        return false;
    }
    let mut python = Command::new("python3");
    python
        .arg("tests/python/foreign.py")
        .arg(target().join("debug"));
    if shared().is_dir() {
        python.arg(shared().join("conformance"));
    }
    succeeds(&mut python)
}

/// The configurations of the peer, by the client that they were written for, the way out of it, and a
/// share over what it made.
fn terraform() -> bool {
    let (binaries, peer) = (target().join("debug"), shared().join("peer"));
    let plays = |program: &str| {
        let mut python = Command::new("python3");
        python.arg("tests/python/with_clients.py").arg(&binaries);
        succeeds(python.arg(program).arg(&binaries).arg(&peer))
    };
    let scripts = ["peer.py", "leaving.py", "adopting.py"];
    programs() && scripts.into_iter().all(plays)
}

/// A generated client, as it is installed, against the daemon. `words` run its own check.
fn client(words: &[&str]) -> bool {
    let mut check = Command::new(words[0]);
    check.args(&words[1..]).arg(target().join("debug"));
    programs() && succeeds(&mut check)
}

/// Where cargo builds.
pub(crate) fn target() -> PathBuf {
    std::env::var_os("CARGO_TARGET_DIR").map_or_else(|| root().join("target"), PathBuf::from)
}

/// Runs cargo, and says whether it succeeded.
pub(crate) fn cargo(args: &[&str]) -> bool {
    succeeds(plain_cargo().args(args))
}

/// A cargo that builds as one that was started by hand.
///
/// The outer cargo tells this tool of its package in variables. Build scripts of others watch them
/// (that of ring does), and would build again whenever the two ways to start cargo take turns.
pub(crate) fn plain_cargo() -> Command {
    let cargo = std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
    let mut command = Command::new(cargo);
    for (name, _) in std::env::vars_os() {
        let text = name.to_string_lossy();
        if text.starts_with("CARGO_PKG_") || text.starts_with("CARGO_MANIFEST_") {
            command.env_remove(name);
        }
    }
    command.current_dir(root());
    command
}

pub(crate) fn succeeds(command: &mut Command) -> bool {
    match command.current_dir(root()).status() {
        Ok(status) => status.success(),
        Err(cause) => {
            say(&format!("{}: {cause}", command.get_program().display()));
            false
        }
    }
}

/// What is shared beside the checkout.
pub(crate) fn shared() -> PathBuf {
    root().join("../shared")
}

/// The top of the checkout.
pub(crate) fn root() -> PathBuf {
    PathBuf::from(concat!(env!("CARGO_MANIFEST_DIR"), "/.."))
}

/// Writes a line for the person who watches.
pub(crate) fn say(line: &str) {
    // A closed pipe ends the talk, not the checks.
    let _ = writeln!(std::io::stdout(), "{line}");
}
