//! The bytes of a file that goes along with an entry.

use std::{fmt, sync::Arc};

use serde::Serialize;
use sha2::{Digest, Sha256};

use super::{entry::Seen, file};
use crate::words::quote;

/// How large an archive may be, in bytes: as large as Lambda takes one with a call (AWS Lambda developer
/// guide, quotas), and Lex one to import (Amazon Lex V2 developer guide, importing). No file of a spec
/// may be larger.
pub const ARCHIVE_BYTES_MAX: usize = 50 << 20;

/// The bytes of a file, which are shared and not copied, and their digest.
#[derive(Clone)]
pub struct Payload {
    bytes: Arc<[u8]>,
    digest: [u8; 32],
}

/// A ZIP archive beside the spec.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Archive {
    /// Its path, as the sources have it.
    pub path: String,
    /// What is in it. Not serialised: it is large, and no text.
    #[serde(skip)]
    pub payload: Payload,
}

// === impl Payload ===

impl Payload {
    /// Takes the bytes of a file.
    pub fn new(bytes: impl Into<Arc<[u8]>>) -> Self {
        let bytes = bytes.into();
        let digest = Sha256::digest(&bytes).into();
        Self { bytes, digest }
    }

    /// The bytes.
    pub fn bytes(&self) -> &[u8] {
        &self.bytes
    }

    /// The bytes, to be held without a copy.
    pub fn shared(&self) -> Arc<[u8]> {
        Arc::clone(&self.bytes)
    }

    /// `sha256:` and the SHA-256 of the bytes in hexadecimal.
    pub fn digest(&self) -> String {
        use fmt::Write as _;
        let mut text = "sha256:".to_owned();
        for byte in self.digest {
            write!(text, "{byte:02x}").expect("a String takes every write");
        }
        text
    }
}

/// Equal digests are equal files.
impl PartialEq for Payload {
    fn eq(&self, other: &Self) -> bool {
        self.digest == other.digest
    }
}

impl Eq for Payload {}

impl fmt::Debug for Payload {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Payload({} bytes)", self.bytes.len())
    }
}

// === impl Archive ===

impl Archive {
    /// The archive that the member `file` names.
    pub(super) fn read(name: &str, seen: &mut Seen<'_, '_>) -> Option<Self> {
        let given = file::given(name, seen)?;
        let (path, bytes) = (given.path, given.bytes);
        if !is_zip(bytes) {
            let message = format!("the file {} is no whole ZIP archive", quote(&path));
            seen.find("not-an-archive", "file", message, "build it as ZIP");
        }
        if bytes.len() > ARCHIVE_BYTES_MAX {
            let count = bytes.len();
            let message = format!("the archive has {count} bytes, more than {ARCHIVE_BYTES_MAX}");
            seen.find("bad-length", "file", message, "put less into it");
        }
        let payload = Payload::new(bytes);
        Some(Self { path, payload })
    }
}

/// Whether an archive begins with a local header, or when empty with the end record, and has the end
/// record, which only a comment may follow.
fn is_zip(bytes: &[u8]) -> bool {
    const LOCAL: &[u8] = b"PK\x03\x04";
    const END: &[u8] = b"PK\x05\x06";
    const END_BYTES: usize = 22;
    const COMMENT_BYTES_MAX: usize = 65_535;
    let tail = &bytes[bytes.len().saturating_sub(END_BYTES + COMMENT_BYTES_MAX)..];
    let mut ends = tail.windows(END_BYTES);
    (bytes.starts_with(LOCAL) || bytes.starts_with(END)) && ends.any(|end| end.starts_with(END))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_is_known_by_its_digest() {
        let empty = Payload::new(*b"");
        assert_eq!(
            empty.digest(),
            "sha256:e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"
        );
        assert_ne!(empty, Payload::new(*b"a"));
        assert_eq!(format!("{empty:?}"), "Payload(0 bytes)");
    }
}
