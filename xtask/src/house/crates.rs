//! The one direction between crates (ARCHITECTURE.md).

use std::process::Command;

use anyhow::{Context, Result};
use serde_json::Value;

use crate::suite::root;

/// What each crate may know of ours. Tests may know more.
const MAY_KNOW: &[(&str, &[&str])] = &[
    ("connect-model", &[]),
    ("flow-language", &[]),
    ("reconcile", &[]),
    ("aws-sim", &[]),
    ("control-api", &[]),
    (
        "connect-resources",
        &["connect-model", "flow-language", "reconcile"],
    ),
    (
        "connect-provision",
        &[
            "connect-model",
            "connect-resources",
            "flow-language",
            "reconcile",
        ],
    ),
    (
        "connect-resiliency",
        &["connect-model", "connect-resources", "reconcile"],
    ),
    (
        "flow-port",
        &[
            "connect-model",
            "connect-resources",
            "flow-language",
            "reconcile",
        ],
    ),
    (
        "analytics-share",
        &["connect-model", "connect-resources", "reconcile"],
    ),
    (
        "connect-agents",
        &["connect-model", "connect-resources", "reconcile"],
    ),
    (
        "connect-governance",
        &[
            "connect-model",
            "connect-resources",
            "flow-language",
            "reconcile",
        ],
    ),
    (
        "connect-aws",
        &[
            "analytics-share",
            "connect-agents",
            "connect-governance",
            "connect-model",
            "connect-resources",
            "flow-port",
            "reconcile",
        ],
    ),
    (
        "controld",
        &[
            "analytics-share",
            "aws-sim",
            "connect-agents",
            "connect-aws",
            "connect-governance",
            "connect-model",
            "connect-provision",
            "connect-resiliency",
            "connect-resources",
            "control-api",
            "flow-language",
            "flow-port",
            "reconcile",
            "terraform-import",
        ],
    ),
    ("terraform-import", &["connect-model", "flow-language"]),
    (
        "connectctl",
        &[
            "connect-model",
            "control-api",
            "flow-language",
            "terraform-import",
        ],
    ),
];

/// Outside crates that only some of ours may name.
const ONLY_IN: &[(&str, &[&str])] = &[
    ("aws-", &["connect-aws", "aws-sim"]),
    ("tonic", &["control-api", "controld", "connectctl"]),
    ("sqlx", &["controld"]),
    (
        "tokio",
        &[
            "reconcile",
            "connect-resources",
            "connect-aws",
            "controld",
            "connectctl",
            "aws-sim",
        ],
    ),
];

/// Dependencies that point the wrong way.
pub(super) fn wrong() -> Result<Vec<String>> {
    let metadata = metadata()?;
    let packages = metadata["packages"]
        .as_array()
        .context("cargo metadata lists packages")?;
    let mut wrong = Vec::new();
    for package in packages {
        let name = package["name"].as_str().unwrap_or_default();
        if package["manifest_path"]
            .as_str()
            .is_some_and(|path| path.contains("/crates/"))
        {
            let needed = package["dependencies"].as_array().into_iter().flatten();
            for dependency in needed.filter(|dependency| dependency["kind"] != "dev") {
                wrong.extend(complaint(name, dependency));
            }
        }
    }
    Ok(wrong)
}

fn complaint(name: &str, dependency: &Value) -> Option<String> {
    let needed = dependency["name"].as_str()?;
    let Some((_, may)) = MAY_KNOW.iter().find(|(crate_name, _)| *crate_name == name) else {
        return Some(format!(
            "{name} has no place in the directions between crates"
        ));
    };
    let is_ours = dependency["path"].is_string();
    if is_ours && !may.contains(&needed) {
        return Some(format!("{name} must not depend on {needed}"));
    }
    let kept = ONLY_IN
        .iter()
        .find(|(prefix, _)| !is_ours && needed.starts_with(prefix));
    match kept {
        Some((_, rooms)) if !rooms.contains(&name) => Some(format!(
            "{name} must not depend on {needed}: only {} may",
            rooms.join(", ")
        )),
        _ => None,
    }
}

fn metadata() -> Result<Value> {
    let output = Command::new("cargo")
        .args([
            "metadata",
            "--format-version",
            "1",
            "--no-deps",
            "--offline",
        ])
        .current_dir(root())
        .output()
        .context("cargo metadata")?;
    serde_json::from_slice(&output.stdout).context("cargo metadata answers JSON")
}
