//! Files that an entry names.

use super::{entry::Seen, sources};
use crate::words::quote;

/// A file that was given along with the spec.
pub(super) struct GivenFile<'f> {
    /// Its path, as the sources have it.
    pub(super) path: String,
    pub(super) bytes: &'f [u8],
}

/// The file that the member `file` names, or a finding that it was not given.
pub(super) fn given<'f>(name: &str, seen: &mut Seen<'_, 'f>) -> Option<GivenFile<'f>> {
    let node = seen.node.get("file");
    let mark = node.map_or(seen.node.mark, |node| node.mark);
    let spec = seen.reader.log.file(mark);
    let path = sources::beside(spec, name);
    let Some(bytes) = seen.reader.files.get(&path) else {
        let (message, remedy) = not_given(name, &path, spec);
        seen.find("file-not-given", "file", message, remedy);
        return None;
    };
    Some(GivenFile { path, bytes })
}

/// The text of it, without a byte order mark and outer blanks.
pub(super) fn given_text(name: &str, seen: &mut Seen<'_, '_>) -> Option<String> {
    let given = given(name, seen)?;
    let Ok(text) = std::str::from_utf8(given.bytes) else {
        let message = format!("the file {} is not UTF-8", quote(&given.path));
        seen.find("unreadable-text", "file", message, "save it as UTF-8");
        return None;
    };
    Some(text.trim_start_matches('\u{feff}').trim().to_owned())
}

/// What is wrong with the name of a file that is not there, and what to do.
fn not_given(name: &str, path: &str, spec: &str) -> (String, &'static str) {
    if name.is_empty() {
        let remedy = "write its path from the folder of this file, or leave it out for content";
        return ("this names no file".to_owned(), remedy);
    }
    let remedy = if name.starts_with('/') && !spec.starts_with('/') {
        "name it from the folder of this file"
    } else {
        "check its path, and that it is there"
    };
    (format!("the file {} was not given", quote(path)), remedy)
}
