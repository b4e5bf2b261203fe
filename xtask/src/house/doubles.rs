//! Crates that must be in the tree once, by the list in `deny.toml`.

use std::{collections::BTreeMap, fs};

use anyhow::{Context, Result};
use toml::Table;

use crate::suite::root;

/// Crates that are doubled, or there at all, against the list.
pub(super) fn wrong() -> Result<Vec<String>> {
    let deny = read("deny.toml")?;
    let lock = read("Cargo.lock")?;
    let mut versions = BTreeMap::<&str, usize>::new();
    for package in lock["package"]
        .as_array()
        .context("Cargo.lock lists packages")?
    {
        *versions
            .entry(package["name"].as_str().unwrap_or_default())
            .or_default() += 1;
    }
    let banned = deny["bans"]["deny"]
        .as_array()
        .context("deny.toml lists bans")?;
    let complaint = |ban: &toml::Value| {
        let name = ban["crate"].as_str()?;
        let once = ban.get("deny-multiple-versions").is_some();
        let there = versions.get(name).copied().unwrap_or(0);
        let reason = ban["reason"].as_str().unwrap_or_default();
        (there > usize::from(once)).then(|| format!("{name} is there {there} times: {reason}"))
    };
    Ok(banned.iter().filter_map(complaint).collect())
}

fn read(name: &str) -> Result<Table> {
    let text = fs::read_to_string(root().join(name)).with_context(|| name.to_owned())?;
    text.parse().with_context(|| name.to_owned())
}
