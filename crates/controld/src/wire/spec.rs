//! A spec as it travels.

use std::collections::{BTreeMap, BTreeSet};

use control_api::v1 as pb;

use super::{document, reader::Reader};
use crate::jobs::{Digest, FileRef, SpecFiles};

/// Most bytes of all contents that travel inside one request.
const INLINE_BYTES_MAX: usize = 1 << 20;
/// Most files of one spec.
const FILES_MAX: usize = 1000;
/// Longest path.
const PATH_CHARS_MAX: usize = 1024;
/// Most variables, and the longest value of one.
const VARIABLES_MAX: usize = 1000;
const VARIABLE_CHARS_MAX: usize = 4096;

/// Contents by their digests.
pub(super) type Contents = BTreeMap<Digest, Vec<u8>>;

/// A spec and the contents that came with it.
pub(super) fn read(reader: &mut Reader, spec: Option<pb::Spec>) -> Option<(SpecFiles, Contents)> {
    read_in(reader, "spec", spec)
}

/// The same in a field of another name.
pub(super) fn read_in(
    reader: &mut Reader,
    field: &str,
    spec: Option<pb::Spec>,
) -> Option<(SpecFiles, Contents)> {
    let Some(spec) = spec else {
        reader.wrong(field, "is required");
        return None;
    };
    let specs = format!("{field}.specs");
    if spec.specs.is_empty() {
        reader.wrong(&specs, "at least one file is required");
    }
    if spec.specs.len() + spec.files.len() > FILES_MAX {
        reader.wrong(field, format!("has more than {FILES_MAX} files"));
        return None;
    }
    let mut taken = Taken::default();
    let specs = taken.files(reader, &specs, spec.specs);
    let files = taken.files(reader, &format!("{field}.files"), spec.files);
    taken.check_size(reader, field);
    let variables = variables(reader, &format!("{field}.variables"), spec.variables);
    let spec = SpecFiles {
        specs: specs?,
        files: files?,
        variables: variables?,
    };
    Some((spec, taken.contents))
}

/// Files that are no spec, and the contents that came with them. Nothing of these is stored, so they may
/// take as much as a message does.
pub(super) fn sources(
    reader: &mut Reader,
    field: &str,
    files: Vec<pb::SourceFile>,
    files_max: usize,
) -> Option<(Vec<FileRef>, Contents)> {
    if !(1..=files_max).contains(&files.len()) {
        reader.wrong(field, format!("expected 1 to {files_max} files"));
        return None;
    }
    let mut taken = Taken::default();
    let files = taken.files(reader, field, files)?;
    Some((files, taken.contents))
}

/// Files of a bundle, and the contents that came with them.
pub(super) fn kept(
    reader: &mut Reader,
    field: &str,
    files: Vec<pb::SourceFile>,
    files_max: usize,
) -> Option<(Vec<FileRef>, Contents)> {
    if !(1..=files_max).contains(&files.len()) {
        reader.wrong(field, format!("expected 1 to {files_max} files"));
        return None;
    }
    let mut taken = Taken::default();
    let files = taken.files(reader, field, files);
    taken.check_size(reader, field);
    Some((files?, taken.contents))
}

/// One file, and its content if it came along.
pub(super) fn one(
    reader: &mut Reader,
    field: &str,
    file: pb::SourceFile,
) -> Option<(FileRef, Contents)> {
    let mut taken = Taken::default();
    let file = taken.file(reader, field, file);
    taken.check_size(reader, field);
    Some((file?, taken.contents))
}

/// Files by their documents, as callers see them.
pub(super) fn to_pb(files: &[FileRef]) -> Vec<pb::SourceFile> {
    let file = |file: &FileRef| pb::SourceFile {
        path: file.path.clone(),
        content: Some(pb::source_file::Content::Document(format!(
            "documents/{}",
            file.content
        ))),
    };
    files.iter().map(file).collect()
}

/// What was seen so far.
#[derive(Default)]
struct Taken {
    paths: BTreeSet<String>,
    contents: Contents,
    bytes: usize,
}

// === impl Taken ===

impl Taken {
    fn files(
        &mut self,
        reader: &mut Reader,
        list: &str,
        files: Vec<pb::SourceFile>,
    ) -> Option<Vec<FileRef>> {
        let mut taken = Some(Vec::with_capacity(files.len()));
        for (n, file) in files.into_iter().enumerate() {
            let file = self.file(reader, &format!("{list}[{n}]"), file);
            taken = taken.zip(file).map(|(mut all, file)| {
                all.push(file);
                all
            });
        }
        taken
    }

    /// What is kept travels inside the request only as far as it is small.
    fn check_size(&self, reader: &mut Reader, field: &str) {
        if self.bytes > INLINE_BYTES_MAX {
            let why = format!(
                "the contents inside the request take {} bytes, more than {INLINE_BYTES_MAX}: \
                 upload the large ones with DocumentService",
                self.bytes
            );
            reader.wrong(field, why);
        }
    }

    fn file(&mut self, reader: &mut Reader, field: &str, file: pb::SourceFile) -> Option<FileRef> {
        let path = reader.take(&format!("{field}.path"), self.path(file.path));
        let content = self.content(reader, field, file.content);
        Some(FileRef {
            path: path?,
            content: content?,
        })
    }

    fn path(&mut self, path: String) -> Result<String, String> {
        if path.is_empty() {
            return Err("is required".into());
        }
        if path.chars().count() > PATH_CHARS_MAX || path.chars().any(char::is_control) {
            return Err(format!(
                "expected 1 to {PATH_CHARS_MAX} characters, none of them a control character"
            ));
        }
        if !self.paths.insert(path.clone()) {
            return Err(format!("two files have the path {path:?}"));
        }
        Ok(path)
    }

    fn content(
        &mut self,
        reader: &mut Reader,
        field: &str,
        content: Option<pb::source_file::Content>,
    ) -> Option<Digest> {
        use pb::source_file::Content;
        match content {
            Some(Content::Text(text)) => Some(self.inline(text.into_bytes())),
            Some(Content::Data(data)) => Some(self.inline(data)),
            Some(Content::Document(name)) => {
                let field = format!("{field}.document");
                reader.required(&field, &name, document::digest)
            }
            None => {
                reader.wrong(field, "one of text, data and document is required");
                None
            }
        }
    }

    fn inline(&mut self, content: Vec<u8>) -> Digest {
        self.bytes += content.len();
        let digest = Digest::of(&content);
        self.contents.insert(digest, content);
        digest
    }
}

fn variables(
    reader: &mut Reader,
    field: &str,
    variables: BTreeMap<String, String>,
) -> Option<BTreeMap<String, String>> {
    let mut fine = variables.len() <= VARIABLES_MAX;
    if !fine {
        reader.wrong(field, format!("has more than {VARIABLES_MAX} entries"));
    }
    for (name, value) in &variables {
        if name.is_empty() || value.chars().count() > VARIABLE_CHARS_MAX {
            let wrong =
                format!("expected a name, and a value of at most {VARIABLE_CHARS_MAX} characters");
            reader.wrong(format!("{field}[{name:?}]"), wrong);
            fine = false;
        }
    }
    fine.then_some(variables)
}
