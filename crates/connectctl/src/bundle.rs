//! The files of a bundle of flows, and of what is called otherwise in a target.

use std::{
    collections::BTreeMap,
    fs, io,
    path::{Path, PathBuf},
};

use control_api::v1 as pb;
use flow_language::bundle::{MANIFEST, PROMPT_BYTES_MAX};
use serde::Deserialize;

use crate::{
    session::Session,
    spec::SpecFile,
    status::{Failure, Wanted},
    upload,
};

/// No file of a bundle needs to be larger.
const FILE_BYTES_MAX: u64 = PROMPT_BYTES_MAX as u64;

/// What is called otherwise in a target, as its file says it.
#[derive(Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub(crate) struct Mapping {
    names: BTreeMap<String, BTreeMap<String, String>>,
    prefixes: BTreeMap<String, BTreeMap<String, String>>,
    values: BTreeMap<String, BTreeMap<String, String>>,
    variables: BTreeMap<String, String>,
}

/// Reads files and folders of them. In a folder with a `bundle.json` paths begin there.
pub(crate) fn gather(paths: &[String], session: &Session<'_>) -> Result<Vec<SpecFile>, Failure> {
    let (mut files, mut troubles) = (BTreeMap::new(), Vec::new());
    for typed in paths {
        let path = session.folder.join(typed);
        let found = if path.is_dir() {
            below(&path)
        } else {
            Ok(vec![path.clone()])
        };
        match found {
            Ok(found) => {
                let root = if path.is_dir() {
                    &path
                } else {
                    path.parent().unwrap_or(&path)
                };
                for file in found {
                    match read(&file) {
                        Ok(bytes) => _ = files.insert(relative(root, &file), bytes),
                        Err(error) => troubles.push(format!("{}: {error}", file.display())),
                    }
                }
            }
            Err(error) => troubles.push(format!("{typed}: {error}")),
        }
    }
    if troubles.is_empty() {
        let file = |(path, bytes)| SpecFile { path, bytes };
        Ok(files.into_iter().map(file).collect())
    } else {
        Err(Failure::files(Wanted::Flows, troubles))
    }
}

/// Files and folders of them as a request holds a bundle, with what is large uploaded before.
pub(crate) async fn sent(
    paths: &[String],
    default_type: String,
    session: &Session<'_>,
) -> Result<pb::FlowBundle, Failure> {
    let files = gather(paths, session)?;
    Ok(pb::FlowBundle {
        files: upload::files(&session.daemon, &files).await?,
        default_type,
        name: String::new(),
    })
}

/// Reads a mapping file, YAML or JSON.
pub(crate) fn mapping(
    path: Option<&str>,
    session: &Session<'_>,
) -> Result<Option<pb::FlowMapping>, Failure> {
    path.map(|typed| mapping_at(typed, &session.folder))
        .transpose()
}

/// The same from a folder.
pub(crate) fn mapping_at(typed: &str, folder: &Path) -> Result<pb::FlowMapping, Failure> {
    let text = fs::read_to_string(folder.join(typed))
        .map_err(|error| Failure::files(Wanted::Flows, vec![format!("{typed}: {error}")]))?;
    let mapping: Mapping = serde_saphyr::from_str(&text).map_err(|error| Failure::Unreadable {
        file: typed.to_owned(),
        cause: error.to_string(),
    })?;
    Ok(mapping.into_pb())
}

impl Mapping {
    /// As it is sent.
    pub(crate) fn into_pb(self) -> pb::FlowMapping {
        let maps = |all: BTreeMap<String, BTreeMap<String, String>>| {
            let map = |(kind, entries)| (kind, pb::NameMap { entries });
            all.into_iter().map(map).collect()
        };
        pb::FlowMapping {
            names: maps(self.names),
            prefixes: maps(self.prefixes),
            values: maps(self.values),
            variables: self.variables,
        }
    }
}

/// Every file below a folder, but for those that begin with a dot. With a manifest it says which belong
/// to the bundle; what else lies there is left.
fn below(folder: &Path) -> io::Result<Vec<PathBuf>> {
    let (mut found, mut open) = (Vec::new(), vec![folder.to_owned()]);
    while let Some(folder) = open.pop() {
        for entry in fs::read_dir(folder)? {
            let entry = entry?;
            if entry.file_name().to_string_lossy().starts_with('.') {
                continue;
            }
            // A link to a folder is not followed: it may lead back here.
            if entry.file_type()?.is_dir() {
                open.push(entry.path());
            } else if entry.path().is_file() {
                found.push(entry.path());
            }
        }
    }
    let has_manifest = folder.join(MANIFEST).is_file();
    found.retain(|path| has_manifest || may_hold_flow(path));
    found.sort();
    Ok(found)
}

/// Flows are kept in files called `.json`, or without any ending.
fn may_hold_flow(path: &Path) -> bool {
    path.extension().is_none_or(|ending| ending == "json")
}

fn read(path: &Path) -> io::Result<Vec<u8>> {
    if fs::metadata(path)?.len() > FILE_BYTES_MAX {
        let message = format!("it is larger than {FILE_BYTES_MAX} bytes");
        return Err(io::Error::new(io::ErrorKind::FileTooLarge, message));
    }
    fs::read(path)
}

fn relative(root: &Path, file: &Path) -> String {
    let path = file.strip_prefix(root).unwrap_or(file);
    let parts = path
        .components()
        .map(|part| part.as_os_str().to_string_lossy());
    parts.collect::<Vec<_>>().join("/")
}
