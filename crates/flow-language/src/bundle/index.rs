//! The digest of a bundle.

use std::{fmt, str::FromStr};

use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use sha2::{Digest as _, Sha256};

use super::{Alias, Bundle, Content, Item, ItemName, Recording};
use crate::canonical;

/// What a digest begins with.
const PREFIX: &str = "sha256:";

/// The SHA-256 of what a bundle says: `sha256:` and 64 lower-case hexadecimal digits.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Digest([u8; 32]);

/// A text that is no digest.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("expected sha256: and 64 lower-case hexadecimal digits")]
pub struct NoDigest;

impl Bundle {
    /// The digest of the bundle. The layout of its files, the order of members and the spelling of
    /// numbers do not matter to it.
    pub fn digest(&self) -> Digest {
        let items = self.items.iter().map(|(name, item)| self::item(name, item));
        let prompts = self
            .prompts
            .iter()
            .map(|(name, prompt)| self::prompt(name, prompt));
        let index = json!({
            "items": items.collect::<Vec<_>>(),
            "prompts": prompts.collect::<Vec<_>>(),
        });
        Digest::of(canonical::text(&index).as_bytes())
    }
}

impl Content {
    /// The digest of the content: equal for contents that the service cannot tell apart.
    pub fn digest(&self) -> Digest {
        Digest::of(self.document().canonical().as_bytes())
    }
}

// === impl Digest ===

impl Digest {
    /// The digest of bytes.
    pub fn of(bytes: &[u8]) -> Self {
        Self(Sha256::digest(bytes).into())
    }

    /// The 32 bytes of it.
    pub fn to_bytes(self) -> [u8; 32] {
        self.0
    }
}

impl fmt::Display for Digest {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(PREFIX)?;
        self.0.iter().try_for_each(|byte| write!(f, "{byte:02x}"))
    }
}

impl fmt::Debug for Digest {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

impl FromStr for Digest {
    type Err = NoDigest;

    fn from_str(text: &str) -> Result<Self, NoDigest> {
        let hex = text.strip_prefix(PREFIX).ok_or(NoDigest)?;
        let is_hex = |byte: u8| matches!(byte, b'0'..=b'9' | b'a'..=b'f');
        if hex.len() != 64 || !hex.bytes().all(is_hex) {
            return Err(NoDigest);
        }
        let mut bytes = [0; 32];
        for (n, byte) in bytes.iter_mut().enumerate() {
            *byte = u8::from_str_radix(&hex[2 * n..2 * n + 2], 16).map_err(|_| NoDigest)?;
        }
        Ok(Self(bytes))
    }
}

impl TryFrom<String> for Digest {
    type Error = NoDigest;

    fn try_from(text: String) -> Result<Self, NoDigest> {
        text.parse()
    }
}

impl From<Digest> for String {
    fn from(digest: Digest) -> Self {
        digest.to_string()
    }
}

fn item(name: &ItemName, item: &Item) -> Value {
    let alias = |(name, alias): (&String, &Alias)| {
        json!({
            "name": name,
            "description": alias.description,
            "content": alias.content.as_ref().map(Content::digest),
        })
    };
    json!({
        "role": name.role.as_str(),
        "name": name.name,
        "description": item.description,
        "status": item.status,
        "tags": item.tags,
        "content": item.content.digest(),
        "contract": item.contract,
        "aliases": item.aliases.iter().map(alias).collect::<Vec<_>>(),
    })
}

fn prompt(name: &str, prompt: &Recording) -> Value {
    json!({
        "name": name,
        "description": prompt.description,
        "tags": prompt.tags,
        "audio": Digest::of(&prompt.audio),
    })
}
