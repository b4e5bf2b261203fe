//! What would be done, as one number that runs along.

use std::fmt::Write as _;

use connect_resources::Scope;
use sha2::{Digest as _, Sha256};

use super::{Outcome, RowResult};
use crate::read::Mapping;

/// SHA-256 over a file and what is done to whom, without ids, times or secrets: equal digests do the same.
#[derive(Clone, Debug)]
pub(crate) struct Digest(Sha256);

// === impl Digest ===

impl Digest {
    /// What rows say is what the file says, read by its mapping: it need not be gone over row by row.
    pub(crate) fn new(scope: &Scope, directory: &str, file: &[u8; 32], mapping: &Mapping) -> Self {
        let mut digest = Self(Sha256::new());
        let mapping = serde_json::to_string(mapping).expect("a String takes every write");
        let Scope {
            account,
            region,
            alias,
        } = scope;
        digest.put(&[
            "2",
            account.as_str(),
            region.as_str(),
            alias.as_str(),
            directory,
            &digits(file),
            &mapping,
        ]);
        digest
    }

    /// Adds what becomes of a row; of what nothing becomes, nothing is added.
    pub(crate) fn row(&mut self, row: &RowResult) {
        if matches!(row.outcome, Outcome::Unchanged | Outcome::Failed) {
            return;
        }
        let username = row.username.as_ref().map_or("", |name| name.as_str());
        self.put(&[row.outcome.as_str(), username]);
        // Whoever is made is made as the file says. What differs of somebody who is there, it cannot say.
        if row.outcome != Outcome::Created {
            let aspects = row.changes.iter().map(|change| &change.aspect);
            aspects.for_each(|aspect| self.put(&[aspect]));
        }
    }

    /// Adds a group that is made.
    pub(crate) fn group(&mut self, path: &str) {
        self.put(&["group", path]);
    }

    /// The digits so far.
    pub(crate) fn text(&self) -> String {
        digits(&self.0.clone().finalize())
    }

    /// Parts with their lengths, so that no two series of them are the same bytes.
    fn put(&mut self, parts: &[&str]) {
        self.0
            .update([u8::try_from(parts.len()).unwrap_or(u8::MAX)]);
        for part in parts {
            self.0.update((part.len() as u64).to_le_bytes());
            self.0.update(part);
        }
    }
}

/// Bytes in hexadecimal digits.
pub(crate) fn digits(bytes: &[u8]) -> String {
    bytes
        .iter()
        .fold(String::with_capacity(64), |mut text, byte| {
            write!(text, "{byte:02x}").expect("a String takes every write");
            text
        })
}
