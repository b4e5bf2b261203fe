//! Keys with characters that XML cannot hold.

use std::fmt::Write as _;

use serde::{Deserialize, Serialize};

/// How keys stand in an answer, where not as they are.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, Serialize)]
#[serde(rename_all = "lowercase")]
pub(super) enum Encoding {
    Url,
}

/// `text` percent-encoded but for letters, digits, `-_.~` and the slash.
pub(super) fn url(text: &str) -> String {
    let mut encoded = String::with_capacity(text.len());
    for byte in text.bytes() {
        if byte.is_ascii_alphanumeric() || b"-_.~/".contains(&byte) {
            encoded.push(char::from(byte));
        } else {
            let _ = write!(encoded, "%{byte:02X}");
        }
    }
    encoded
}

/// `text` as in a form, but for the slash.
pub(in crate::services::s3) fn form(text: &str) -> String {
    url(text).replace("%20", "+")
}
