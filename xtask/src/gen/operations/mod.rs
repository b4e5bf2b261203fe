//! The operations of AWS that the product calls, read from its source.
//!
//! A request begins with a method of one of the SDK's clients, and leaves with the name under which
//! it is paced and counted (`connect-aws`, `call.rs`). Both are read, function by function, and must
//! agree. What this reader does not understand is an error, so that no call slips past it: a client
//! is made with `Client::new`, kept in a field or a local of its own type, and only called or lent.
//!
//! Not seen are the calls by which the SDK itself gets its first credentials.

mod named;
mod reader;
mod sdk;
#[cfg(test)]
mod tests;

use std::{
    collections::{BTreeMap, BTreeSet},
    fs,
    path::{Path, PathBuf},
};

use anyhow::{Context, Result, ensure};

use self::reader::Reader;

/// A source file of the product.
struct Source {
    path: String,
    file: syn::File,
}

/// The simulator knows the SDK for its tests alone.
const SIMULATOR: &str = "aws-sim";

/// The list of operations, as `service.Operation`, one on each line.
pub(super) fn list(root: &Path) -> Result<String> {
    let mut sources = Vec::new();
    for crate_folder in callers(&root.join("crates"))? {
        read_below(&crate_folder.join("src"), &mut sources)?;
    }
    let operations = operations(&sources)?;
    ensure!(!operations.is_empty(), "the product calls nothing");
    Ok(operations.into_iter().map(|name| name + "\n").collect())
}

/// Every operation that `sources` call.
fn operations(sources: &[Source]) -> Result<BTreeSet<String>> {
    let mut wrong = Vec::new();
    let mut fields = BTreeMap::new();
    for source in sources {
        sdk::fields(source, &mut fields, &mut wrong);
    }
    let mut operations = BTreeSet::new();
    for source in sources {
        let read = Reader::read(source, &fields);
        operations.extend(read.operations);
        wrong.extend(read.wrong);
    }
    ensure!(wrong.is_empty(), "{}", wrong.join("\n"));
    Ok(operations)
}

/// The folders of the crates that need an SDK.
fn callers(crates: &Path) -> Result<Vec<PathBuf>> {
    let mut folders = Vec::new();
    for folder in entries(crates)? {
        let manifest = fs::read_to_string(folder.join("Cargo.toml"))?;
        let manifest: toml::Table = manifest.parse()?;
        let needed = manifest.get("dependencies").and_then(toml::Value::as_table);
        let mut needed = needed.into_iter().flat_map(toml::Table::keys);
        if !folder.ends_with(SIMULATOR) && needed.any(|name| name.starts_with("aws-sdk-")) {
            folders.push(folder);
        }
    }
    Ok(folders)
}

fn read_below(folder: &Path, sources: &mut Vec<Source>) -> Result<()> {
    for path in entries(folder)? {
        if path.file_stem().is_some_and(|stem| stem == "tests") {
            continue;
        }
        if path.is_dir() {
            read_below(&path, sources)?;
        } else {
            let path = path.display().to_string();
            let text = fs::read_to_string(&path)?;
            let file = syn::parse_file(&text).with_context(|| format!("reading {path}"))?;
            sources.push(Source { path, file });
        }
    }
    Ok(())
}

/// What is in a folder, sorted, so that complaints come in one order.
fn entries(folder: &Path) -> Result<Vec<PathBuf>> {
    let read = fs::read_dir(folder).with_context(|| format!("reading {}", folder.display()))?;
    let mut paths: Vec<_> = read.map(|entry| Ok(entry?.path())).collect::<Result<_>>()?;
    paths.sort();
    Ok(paths)
}
