//! Names, ids and ARNs of IAM.

use std::fmt::Write as _;

use serde::Serialize;

use crate::{ids::Ids, place::Account, time::Time};

/// What everything in IAM is known by.
#[derive(Debug, Clone, Serialize)]
pub(super) struct Naming {
    pub(super) name: String,
    /// `/`, or a path that begins and ends with it.
    pub(super) path: String,
    pub(super) arn: String,
    pub(super) id: String,
    pub(super) created: Time,
}

/// A kind of thing: its word in ARNs, and how its ids begin.
#[derive(Debug, Clone, Copy)]
pub(super) struct Kind {
    word: &'static str,
    prefix: &'static str,
}

pub(super) const ROLE: Kind = Kind::new("role", "AROA");
pub(super) const USER: Kind = Kind::new("user", "AIDA");
pub(super) const GROUP: Kind = Kind::new("group", "AGPA");
pub(super) const POLICY: Kind = Kind::new("policy", "ANPA");
pub(super) const INSTANCE_PROFILE: Kind = Kind::new("instance-profile", "AIPA");

/// The letters of ids and access keys.
pub(super) const UPPER: &str = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
/// Letters of an id behind its prefix.
const LETTERS: usize = 17;

// === impl Kind ===

impl Kind {
    const fn new(word: &'static str, prefix: &'static str) -> Self {
        Self { word, prefix }
    }

    /// A new thing of the kind.
    pub(super) fn name(
        self,
        account: &Account,
        ids: &mut Ids,
        now: Time,
        path: Option<String>,
        name: String,
    ) -> Naming {
        let path = path.unwrap_or_else(|| "/".to_owned());
        Naming {
            arn: self.arn(account, &path, &name),
            id: format!("{}{}", self.prefix, ids.letters(UPPER, LETTERS)),
            created: now,
            name,
            path,
        }
    }

    /// The ARN of what has this path and name.
    pub(super) fn arn(self, account: &Account, path: &str, name: &str) -> String {
        format!("arn:aws:iam::{account}:{}{path}{name}", self.word)
    }
}

// === impl Naming ===

impl Naming {
    /// The same thing under another path and name.
    pub(super) fn moved(
        &mut self,
        kind: Kind,
        account: &Account,
        path: Option<String>,
        name: Option<String>,
    ) {
        self.path = path.unwrap_or_else(|| self.path.clone());
        self.name = name.unwrap_or_else(|| self.name.clone());
        self.arn = kind.arn(account, &self.path, &self.name);
    }
}

/// The one of `names` that is `name`, whatever the case.
pub(super) fn taken<'n>(mut names: impl Iterator<Item = &'n String>, name: &str) -> bool {
    names.any(|own| own.eq_ignore_ascii_case(name))
}

/// `text` as IAM answers documents: all but unreserved characters percent-encoded (RFC 3986).
pub(super) fn encoded(text: &str) -> String {
    let mut encoded = String::with_capacity(text.len() * 2);
    for byte in text.bytes() {
        if byte.is_ascii_alphanumeric() || b"-._~".contains(&byte) {
            encoded.push(char::from(byte));
        } else {
            let _ = write!(encoded, "%{byte:02X}");
        }
    }
    encoded
}
