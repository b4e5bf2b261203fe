//! Short names that follow from what they name.

use std::fmt::Write as _;

use sha2::{Digest, Sha256};

/// The first bytes of the digest of a text, as hexadecimal digits.
pub(crate) fn short(text: &str, bytes: usize) -> String {
    let digest = Sha256::digest(text.as_bytes());
    let digits = digest.iter().take(bytes);
    digits.fold(String::new(), |mut name, byte| {
        write!(name, "{byte:02x}").expect("a String takes every write");
        name
    })
}
