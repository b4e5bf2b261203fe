//! The digests by which clients check what they sent and got.

use std::collections::BTreeMap;

use base64::{Engine as _, engine::general_purpose::STANDARD};
use md5::{Digest, Md5};

use super::message::Attribute;

/// The MD5 of a text, in hexadecimal.
pub(super) fn of_text(text: &str) -> String {
    hex(Md5::new().chain_update(text.as_bytes()))
}

/// The MD5 of attributes in order of their names: for each its name, type, whether it is binary
/// (2) or not (1), and value, with lengths before them (developer guide, "Calculating the MD5
/// message digest for message attributes"). Nothing for no attributes.
pub(super) fn of_attributes(attributes: &BTreeMap<String, Attribute>) -> Option<String> {
    if attributes.is_empty() {
        return None;
    }
    let mut hash = Md5::new();
    for (name, attribute) in attributes {
        feed(&mut hash, name.as_bytes());
        feed(&mut hash, attribute.data_type.as_bytes());
        match (&attribute.string_value, &attribute.binary_value) {
            (Some(text), _) => {
                hash.update([1]);
                feed(&mut hash, text.as_bytes());
            }
            (None, binary) => {
                let bytes = STANDARD.decode(binary.as_deref().unwrap_or_default());
                hash.update([2]);
                feed(&mut hash, &bytes.unwrap_or_default());
            }
        }
    }
    Some(hex(hash))
}

fn feed(hash: &mut Md5, bytes: &[u8]) {
    let length = u32::try_from(bytes.len()).unwrap_or(u32::MAX);
    hash.update(length.to_be_bytes());
    hash.update(bytes);
}

fn hex(hash: Md5) -> String {
    let bytes: [u8; 16] = hash.finalize().into();
    format!("{:032x}", u128::from_be_bytes(bytes))
}
