//! `examples/rust-embedded`: the sample that links the crates, built in a build of its own. Cargo would
//! give it every feature that another package asks for.

use std::process::Command;

use anyhow::{Context, Result};

use crate::suite::{cargo, plain_cargo, programs, say, succeeds, target};

const SAMPLE: &str = "rust-embedded";
/// The features of `connect-aws` that it may have.
const FEATURES: [&str; 3] = ["connect", "secretsmanager", "sts"];
/// What a program that links the crates must not bring along.
const STRANGERS: &[&str] = &["controld", "sqlx", "tonic"];

/// Looks at what it is made of, builds it, and runs it against a simulator.
pub(crate) fn check() -> bool {
    match packages() {
        Ok(packages) => {
            let wrong = wrong(&packages);
            for line in &wrong {
                say(line);
            }
            wrong.is_empty() && runs()
        }
        Err(error) => {
            say(&format!("{error:#}"));
            false
        }
    }
}

fn runs() -> bool {
    let mut python = Command::new("python3");
    python.args(["tests/python/embedded.py"]);
    python.arg(target().join("debug"));
    programs() && cargo(&["build", "--package", SAMPLE]) && succeeds(&mut python)
}

/// What is in it: a package a line, its name before the first blank and its features after the last bar.
fn packages() -> Result<String> {
    let tree = plain_cargo()
        .args(["tree", "--package", SAMPLE, "--edges", "normal"])
        .args(["--prefix", "none", "--format", "{p}|{f}"])
        .output()
        .context("cargo tree")?;
    String::from_utf8(tree.stdout).context("cargo tree answers text")
}

fn wrong(packages: &str) -> Vec<String> {
    let packages = packages.lines().filter_map(|line| {
        let (package, features) = line.trim_end_matches(" (*)").rsplit_once('|')?;
        Some((package.split(' ').next()?, features))
    });
    let mut wrong = Vec::new();
    let mut has_ours = false;
    for (name, features) in packages {
        if name == "connect-aws" {
            has_ours = true;
            let features: Vec<_> = features.split(',').filter(|it| *it != "default").collect();
            if features != FEATURES {
                let (has, may) = (features.join(", "), FEATURES.join(", "));
                wrong.push(format!("connect-aws has {has}, not {may}"));
            }
        }
        if STRANGERS.iter().any(|start| name.starts_with(start)) {
            wrong.push(format!("{SAMPLE} must not bring {name}"));
        }
    }
    if !has_ours {
        wrong.push(format!("{SAMPLE} does not link connect-aws"));
    }
    wrong.dedup();
    wrong
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_service_that_is_built_in_unasked_is_found() {
        let tree = |features: &str| {
            format!("rust-embedded v0.1.0 (/x)|\nconnect-aws v0.1.0 (/y)|{features}\n")
        };
        let plain = tree("connect,default,secretsmanager,sts");
        assert_eq!(wrong(&plain), Vec::<String>::new());
        let unasked = wrong(&tree("connect,default,s3,secretsmanager,sts"));
        assert_eq!(
            unasked,
            ["connect-aws has connect, s3, secretsmanager, sts, not connect, secretsmanager, sts"]
        );
        let daemon = plain + "tonic v0.14.9|codegen (*)\n";
        assert_eq!(wrong(&daemon), ["rust-embedded must not bring tonic"]);
        assert_eq!(wrong(""), ["rust-embedded does not link connect-aws"]);
    }
}
