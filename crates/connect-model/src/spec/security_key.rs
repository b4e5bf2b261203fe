//! Public keys with which flows encrypt what customers enter.

use serde::Serialize;

use super::{
    entry::{Declared, Naming, Seen},
    file,
};
use crate::spec::Kind;

/// How many characters AWS takes as a key.
const KEY_CHARS_MAX: usize = 1_024;

/// A public key; the name of the entry is ours alone.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct SecurityKeySpec {
    /// The key in PEM, without outer blanks.
    pub key: String,
}

record! {
    /// A public key with which flows encrypt what customers enter; a bare text is the file of it.
    pub(crate) struct SecurityKeyMembers {
        /// The file that holds it in PEM, from the folder of this file.
        file: Option<String>,
        /// The key itself in PEM, in place of a file.
        key: Option<String>,
    }
}

impl Declared for SecurityKeySpec {
    const KIND: Kind = Kind::SecurityKey;
    const NAMING: Naming = Naming::Key;
    const SHORTHAND: Option<&'static str> = Some("file");
    const IS_TAGGED: bool = false;
    type Members = SecurityKeyMembers;

    fn settle(members: SecurityKeyMembers, seen: &mut Seen<'_, '_>) -> Option<Self> {
        let (member, text) = if seen.has("file") {
            seen.forbid(&["key"], "\"file\"");
            ("file", file::given_text(&members.file?, seen)?)
        } else {
            ("key", seen.require("key", members.key, "add it, or file")?)
        };
        let key = text.trim().to_owned();
        if !key.starts_with("-----BEGIN ") || key.contains("PRIVATE KEY") {
            let message = "this is not a public key or certificate in PEM";
            let remedy = "write it from -----BEGIN to -----END, and never the private key";
            seen.find("bad-security-key", member, message, remedy);
        }
        let count = key.chars().count();
        if count > KEY_CHARS_MAX {
            let message = format!("the key has {count} characters, more than {KEY_CHARS_MAX}");
            seen.find("bad-security-key", member, message, "use a shorter key");
        }
        Some(Self { key })
    }
}
