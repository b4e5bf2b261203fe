//! `import`: what another tool has made, as a spec.

use std::{
    collections::BTreeMap,
    fs::{self, File},
    io::{self, Read as _},
    path::Path,
};

use serde_json::{Value, json};
use terraform_import::{Import, Options, Reading, Unreadable};

use crate::{
    args::TerraformArgs,
    render::imported,
    session::Session,
    status::{Exit, Failure},
};

/// States of large fleets have some ten megabytes.
const FILE_BYTES_MAX: u64 = 256 << 20;

pub(super) async fn terraform(args: TerraformArgs, session: &Session<'_>) -> Result<Exit, Failure> {
    let options = Options { alias: args.alias };
    let reading = readings(&args.files, session).await?;
    let import = reading
        .import(&options)
        .map_err(|error| unreadable(&args.files.join(", "), &error))?;
    let folder = session.folder.join(&args.dir);
    if !args.force {
        spare(&import.files, &folder)?;
    }
    write(&import.files, &folder)?;
    session
        .output
        .answer(&imported(&import, &args.dir), || json(&import))?;
    Ok(Exit::Done)
}

/// What stands in all files together.
async fn readings(files: &[String], session: &Session<'_>) -> Result<Reading, Failure> {
    let mut all: Option<Reading> = None;
    for file in files {
        let refuse = |cause: Unreadable| unreadable(file, &cause);
        let bytes = read(file, session)
            .await
            .map_err(|error| unreadable(file, &error))?;
        let reading = Reading::of_bytes(&bytes).map_err(refuse)?;
        all = Some(match all {
            Some(earlier) => earlier.and(reading).map_err(refuse)?,
            None => reading,
        });
    }
    Ok(all.expect("the command demands a file"))
}

fn unreadable(file: &str, cause: &impl ToString) -> Failure {
    Failure::Unreadable {
        file: file.to_owned(),
        cause: cause.to_string(),
    }
}

async fn read(file: &str, session: &Session<'_>) -> io::Result<Vec<u8>> {
    let bytes = if file == "-" {
        session.read_stdin(FILE_BYTES_MAX + 1).await?
    } else {
        let mut bytes = Vec::new();
        let file = File::open(session.folder.join(file))?;
        file.take(FILE_BYTES_MAX + 1).read_to_end(&mut bytes)?;
        bytes
    };
    if bytes.len() as u64 > FILE_BYTES_MAX {
        return Err(io::Error::other("it is too large"));
    }
    Ok(bytes)
}

/// Refuses to write over anything.
fn spare(files: &BTreeMap<String, String>, folder: &Path) -> Result<(), Failure> {
    let there = |path: &&String| folder.join(path).symlink_metadata().is_ok();
    match files.keys().find(there) {
        Some(path) => Err(Failure::usage(
            format!("{} is there already", folder.join(path).display()),
            "Name another folder with -o, or write over it with --force.",
        )),
        None => Ok(()),
    }
}

fn write(files: &BTreeMap<String, String>, folder: &Path) -> Result<(), Failure> {
    for (path, text) in files {
        let path = folder.join(path);
        let above = path.parent().unwrap_or(folder);
        fs::create_dir_all(above)
            .and_then(|()| fs::write(&path, text))
            .map_err(|error| {
                io::Error::new(error.kind(), format!("{}: {error}", path.display()))
            })?;
    }
    Ok(())
}

fn json(import: &Import) -> Value {
    let mut answer = json!(import.report);
    answer["files"] = json!(import.files.keys().collect::<Vec<_>>());
    answer
}
