//! The files of a spec: those on the command line and those that they name.
//!
//! The daemon gets every file under its path from the deepest folder that holds them all, so what
//! is sent does not depend on where the command was run, and nothing is told of the folders above.

use std::{
    collections::{BTreeMap, BTreeSet},
    fs::File,
    io::{self, Read as _},
    path::{Component, Path},
};

use connect_model::{
    Finding,
    governance::{Governance, load_governance},
    share::{ShareName, load_shares},
    spec::{ARCHIVE_BYTES_MAX, NamedFile, Sources, files_wanted, load, named_files},
};
use control_api::v1 as pb;

use crate::{
    args::SpecArgs,
    session::Session,
    status::{Failure, Wanted},
};

/// No file of a spec needs to be larger, and the daemon takes none.
const FILE_BYTES_MAX: u64 = ARCHIVE_BYTES_MAX as u64;
/// The rule that finds a file which the spec names and which is not there.
const FILE_NOT_GIVEN: &str = "file-not-given";
/// The name of standard input as a file.
const STDIN: &str = "standard-input";

/// A spec with everything that belongs to it.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct SpecFiles {
    /// The files on the command line, in their order.
    pub specs: Vec<SpecFile>,
    /// The files that those name.
    pub files: Vec<SpecFile>,
    /// Values of variables.
    pub variables: BTreeMap<String, String>,
    /// What a person has to put before a path, ending in `/` unless empty.
    prefix: String,
}

/// A file of a spec.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct SpecFile {
    /// Relative to the folder that holds all, with `/` between its parts.
    pub path: String,
    /// Its content.
    pub bytes: Vec<u8>,
}

impl SpecFiles {
    /// Reads all files.
    pub(crate) async fn gather(args: &SpecArgs, session: &Session<'_>) -> Result<Self, Failure> {
        let reading = Self::reading(args, session).await;
        reading.finish(args, &session.folder)
    }

    /// Reads the files of a share, which name no others, and the name that they give it.
    pub(crate) async fn gather_share(
        args: &SpecArgs,
        session: &Session<'_>,
    ) -> Result<(Self, ShareName), Failure> {
        let reading = Self::reading(args, session).await;
        reading.finish_share(args, &session.folder)
    }

    /// Reads the files of governance, which name no others, and what they declare.
    pub(crate) async fn gather_governance(
        args: &SpecArgs,
        session: &Session<'_>,
    ) -> Result<(Self, Governance), Failure> {
        let reading = Self::reading(args, session).await;
        reading.finish_governance(args, &session.folder)
    }

    async fn reading(args: &SpecArgs, session: &Session<'_>) -> Reading {
        let mut reading = Reading::default();
        for typed in &args.files {
            let is_stdin = typed == "-";
            let path = session.folder.join(if is_stdin { STDIN } else { typed });
            let bytes = if is_stdin {
                session
                    .read_stdin(FILE_BYTES_MAX + 1)
                    .await
                    .and_then(not_too_large)
            } else {
                read(&path)
            };
            reading.add_spec(typed, &path, bytes);
        }
        reading
    }

    /// Findings with the files as a person finds them.
    pub(crate) fn found(&self, mut findings: Vec<pb::Finding>) -> Vec<pb::Finding> {
        let known: BTreeSet<_> = self.all().map(|file| file.path.clone()).collect();
        for finding in findings
            .iter_mut()
            .filter(|finding| known.contains(&finding.file))
        {
            finding.file.insert_str(0, &self.prefix);
        }
        findings
    }

    fn all(&self) -> impl Iterator<Item = &SpecFile> {
        self.specs.iter().chain(&self.files)
    }

    /// Refuses a spec that names a file which does not travel along: one that cannot be read, for
    /// the reason under its place in `unreadable`, or one that is named from the root of the file
    /// system. What else is wrong with the spec is told with it.
    fn check_named(&self, unreadable: &BTreeMap<String, String>) -> Result<(), Failure> {
        let sources = Sources {
            specs: self.specs.iter().map(|file| file.path.clone()).collect(),
            files: self
                .all()
                .map(|file| (file.path.clone(), file.bytes.clone()))
                .collect(),
            variables: self.variables.clone(),
        };
        let refuse = |findings| Failure::Findings(self.found(to_pb(findings)));
        let wanted = files_wanted(&sources).map_err(refuse)?;
        if wanted.iter().all(|path| sources.files.contains_key(path)) {
            return Ok(());
        }
        let Err(mut findings) = load(&sources) else {
            return Ok(());
        };
        for finding in findings.iter_mut().filter(|it| it.rule == FILE_NOT_GIVEN) {
            if let Some(why) = unreadable.get(&finding.place.path) {
                finding.message.clone_from(why);
            }
        }
        Err(refuse(findings))
    }
}

/// What was read so far, under absolute paths.
#[derive(Default)]
struct Reading {
    specs: Vec<String>,
    files: BTreeMap<String, Vec<u8>>,
    troubles: Vec<String>,
}

impl Reading {
    fn add_spec(&mut self, typed: &str, path: &Path, bytes: io::Result<Vec<u8>>) {
        let path = normal(path);
        match bytes {
            _ if self.specs.contains(&path) => {
                self.troubles.push(format!("{typed}: it is given twice"));
            }
            Ok(bytes) => {
                self.specs.push(path.clone());
                self.files.insert(path, bytes);
            }
            Err(error) => self.troubles.push(format!("{typed}: {error}")),
        }
    }

    fn sources(self, args: &SpecArgs) -> Result<Sources, Failure> {
        if !self.troubles.is_empty() {
            return Err(Failure::files(Wanted::Spec, self.troubles));
        }
        Ok(Sources {
            specs: self.specs,
            files: self.files,
            variables: args.variables.values.iter().cloned().collect(),
        })
    }

    fn finish_share(
        self,
        args: &SpecArgs,
        folder: &Path,
    ) -> Result<(SpecFiles, ShareName), Failure> {
        let sources = self.sources(args)?;
        let here = prefix_of(folder);
        let shares = load_shares(&sources)
            .map_err(|findings| Failure::Findings(shown(to_pb(findings), &here)))?;
        let spec = rooted(&sources.specs, sources.files, sources.variables, &here);
        let share = shares.into_iter().next().expect("there is one at least");
        Ok((spec, share.name))
    }

    fn finish_governance(
        self,
        args: &SpecArgs,
        folder: &Path,
    ) -> Result<(SpecFiles, Governance), Failure> {
        let sources = self.sources(args)?;
        let here = prefix_of(folder);
        let governance = load_governance(&sources)
            .map_err(|findings| Failure::Findings(shown(to_pb(findings), &here)))?;
        let spec = rooted(&sources.specs, sources.files, sources.variables, &here);
        Ok((spec, governance))
    }

    fn finish(self, args: &SpecArgs, folder: &Path) -> Result<SpecFiles, Failure> {
        let sources = self.sources(args)?;
        let here = prefix_of(folder);
        let named = named_files(&sources)
            .map_err(|findings| Failure::Findings(shown(to_pb(findings), &here)))?;
        let mut files = sources.files;
        let mut unreadable = BTreeMap::new();
        for NamedFile { path, place } in named {
            if files.contains_key(&path) {
                continue;
            }
            match read(Path::new(&path)) {
                Ok(bytes) => _ = files.insert(path, bytes),
                Err(error) => {
                    let path = path.strip_prefix(&here).unwrap_or(&path);
                    unreadable.insert(place.path, why(path, &error));
                }
            }
        }
        let spec = rooted(&sources.specs, files, sources.variables, &here);
        spec.check_named(&unreadable)?;
        Ok(spec)
    }
}

/// Why a file that the spec names does not travel along.
fn why(path: &str, error: &io::Error) -> String {
    match error.kind() {
        io::ErrorKind::NotFound => format!("there is no file {path:?}"),
        _ => format!("the file {path:?} cannot be read: {error}"),
    }
}

/// The files under their paths from the deepest folder that holds them all.
fn rooted(
    specs: &[String],
    mut files: BTreeMap<String, Vec<u8>>,
    variables: BTreeMap<String, String>,
    here: &str,
) -> SpecFiles {
    let root = shared_folder(files.keys());
    let mut take = |path: &String| {
        let bytes = files.remove(path).unwrap_or_default();
        SpecFile {
            path: path[root.len()..].to_owned(),
            bytes,
        }
    };
    let specs: Vec<_> = specs.iter().map(&mut take).collect();
    let names: Vec<_> = files.keys().cloned().collect();
    let files = names
        .iter()
        .map(|path| SpecFile {
            path: path[root.len()..].to_owned(),
            bytes: files.remove(path).unwrap_or_default(),
        })
        .collect();
    let prefix = root.strip_prefix(here).unwrap_or(&root).to_owned();
    SpecFiles {
        specs,
        files,
        variables,
        prefix,
    }
}

/// The deepest folder that holds all these absolute paths, with its final `/`.
fn shared_folder<'p>(paths: impl Iterator<Item = &'p String>) -> String {
    let folder = |path: &str| path[..=path.rfind('/').unwrap_or_default()].to_owned();
    let shared = paths.map(|path| folder(path)).reduce(|shared, other| {
        let same = shared
            .bytes()
            .zip(other.bytes())
            .take_while(|(a, b)| a == b)
            .count();
        folder(std::str::from_utf8(&shared.as_bytes()[..same]).unwrap_or("/"))
    });
    shared.unwrap_or_else(|| "/".to_owned())
}

fn read(path: &Path) -> io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    File::open(path)?
        .take(FILE_BYTES_MAX + 1)
        .read_to_end(&mut bytes)?;
    not_too_large(bytes)
}

fn not_too_large(bytes: Vec<u8>) -> io::Result<Vec<u8>> {
    if bytes.len() as u64 > FILE_BYTES_MAX {
        let limit = FILE_BYTES_MAX >> 20;
        return Err(io::Error::other(format!("it is larger than {limit} MiB")));
    }
    Ok(bytes)
}

/// An absolute path without `.` and `..`, as text.
fn normal(path: &Path) -> String {
    let mut parts: Vec<String> = Vec::new();
    for component in path.components() {
        match component {
            Component::Normal(part) => parts.push(part.to_string_lossy().into_owned()),
            Component::ParentDir => _ = parts.pop(),
            Component::CurDir | Component::RootDir | Component::Prefix(_) => {}
        }
    }
    format!("/{}", parts.join("/"))
}

fn prefix_of(folder: &Path) -> String {
    let folder = normal(folder);
    if folder.ends_with('/') {
        folder
    } else {
        folder + "/"
    }
}

fn shown(mut findings: Vec<pb::Finding>, here: &str) -> Vec<pb::Finding> {
    for finding in &mut findings {
        if let Some(inside) = finding.file.strip_prefix(here) {
            finding.file = inside.to_owned();
        }
    }
    findings
}

fn to_pb(findings: Vec<Finding>) -> Vec<pb::Finding> {
    let number = |count: u32| i32::try_from(count).unwrap_or(i32::MAX);
    let finding = |finding: Finding| pb::Finding {
        rule: finding.rule,
        file: finding.place.file,
        line: number(finding.place.line),
        column: number(finding.place.column),
        path: finding.place.path,
        message: finding.message,
        remedy: finding.remedy,
    };
    findings.into_iter().map(finding).collect()
}
