//! Owners of buckets and objects, as S3 names them.

use std::fmt::Write as _;

use serde_json::{Value, json};
use sha2::{Digest as _, Sha256};

use crate::place::Account;

/// The canonical id of an account: 64 hexadecimal digits, which AWS does not derive from anything
/// known. Here they are a digest of the account.
pub(super) fn id(account: &Account) -> String {
    let mut id = String::new();
    for byte in Sha256::digest(account.as_str()) {
        let _ = write!(id, "{byte:02x}");
    }
    id
}

/// The `Owner` that answers have.
pub(super) fn shown(account: &Account) -> Value {
    json!({ "ID": id(account) })
}
