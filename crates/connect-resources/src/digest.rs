//! Digests, as tags and descriptions carry them.

use std::fmt::Write as _;

use sha2::{Digest, Sha256};

/// What a digest begins with.
pub(crate) const DIGEST: &str = "sha256:";

/// The digest of a text or of bytes: `sha256:` and 64 hexadecimal digits.
pub(crate) fn digest(bytes: &[u8]) -> String {
    let digits = Sha256::digest(bytes);
    digits.iter().fold(DIGEST.to_owned(), |mut text, byte| {
        write!(text, "{byte:02x}").expect("a String takes every write");
        text
    })
}
