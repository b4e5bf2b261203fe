//! Bytes inside messages.
//!
//! Inside the simulator a message is JSON, and bytes in it are base64 text, also where they are the
//! whole body on the wire, as the content of an object of S3. A body then takes a third more memory
//! while its call lasts; a service that keeps it keeps the bytes.

use base64::{Engine as _, engine::general_purpose::STANDARD};

/// `bytes` as they are in messages.
pub(crate) fn encoded(bytes: &[u8]) -> String {
    STANDARD.encode(bytes)
}

/// The bytes that `text` of a message means, if it is base64.
pub(crate) fn decoded(text: &str) -> Option<Vec<u8>> {
    STANDARD.decode(text).ok()
}
