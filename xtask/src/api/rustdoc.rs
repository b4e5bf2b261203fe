//! What rustdoc knows of the crates.

use std::{
    env,
    ffi::{OsStr, OsString},
    fs,
    path::{Path, PathBuf},
    process::{Command, ExitCode},
};

use anyhow::{Context, Result, ensure};
use serde_json::Value;

use crate::suite::{plain_cargo, target};

/// The format that is read here.
const FORMAT: u64 = 57;
/// Tells this tool, where cargo starts it in the place of rustdoc, which rustdoc that is.
const INSTEAD_OF: &str = "TRUNKLINE_RUSTDOC";
const JSON: &[&str] = &["-Zunstable-options", "--output-format=json"];

/// The folder with the JSON of every crate, written now.
///
/// JSON is for rustdocs that know it is not settled. Only rustdoc may hear of that: build scripts would
/// build everything anew. So cargo starts this tool in its place, which hands the word on.
pub(super) fn written() -> Result<PathBuf> {
    let itself = env::current_exe().context("where this tool is")?;
    let done = plain_cargo()
        .args(["doc", "--workspace", "--no-deps", "--quiet"])
        .env("RUSTDOC", itself)
        .env("RUSTDOCFLAGS", JSON.join(" "))
        .env(INSTEAD_OF, real())
        .status()
        .context("cargo doc")?;
    ensure!(done.success(), "the crates cannot be documented");
    Ok(target().join("doc"))
}

/// What is told of a crate.
pub(super) fn told(folder: &Path, name: &str) -> Result<Value> {
    let path = folder.join(format!("{}.json", name.replace('-', "_")));
    let text = fs::read_to_string(&path).with_context(|| path.display().to_string())?;
    let json: Value = serde_json::from_str(&text).with_context(|| path.display().to_string())?;
    let format = &json["format_version"];
    ensure!(
        *format == FORMAT,
        "rustdoc writes format {format}, and {FORMAT} is read here"
    );
    Ok(json)
}

/// Acts as rustdoc, if cargo started this tool in its place.
pub(crate) fn as_rustdoc() -> Option<ExitCode> {
    let rustdoc = env::var_os(INSTEAD_OF)?;
    let done = unsettled(&rustdoc).args(env::args_os().skip(1)).status();
    Some(match done {
        Ok(done) if done.success() => ExitCode::SUCCESS,
        _ => ExitCode::FAILURE,
    })
}

/// What this machine lacks to be asked, if it lacks something.
pub(crate) fn unreadable() -> Option<String> {
    let lacks = || format!("rustdoc with JSON of format {FORMAT}");
    let format = format_of_this_machine().ok();
    (format != Some(FORMAT)).then(lacks)
}

fn format_of_this_machine() -> Result<u64> {
    let folder = tempfile::tempdir()?;
    let source = folder.path().join("nothing.rs");
    fs::write(&source, "//! Nothing.\n")?;
    let done = unsettled(&real())
        .args(JSON)
        .arg("--out-dir")
        .arg(folder.path())
        .arg(&source)
        .status()?;
    ensure!(done.success(), "rustdoc writes no JSON");
    let text = fs::read_to_string(folder.path().join("nothing.json"))?;
    let json: Value = serde_json::from_str(&text)?;
    json["format_version"].as_u64().context("JSON has a format")
}

fn real() -> OsString {
    env::var_os("RUSTDOC").unwrap_or_else(|| "rustdoc".into())
}

fn unsettled(rustdoc: &OsStr) -> Command {
    let mut command = Command::new(rustdoc);
    command.env("RUSTC_BOOTSTRAP", "1");
    command
}
