//! What would be done, as one number that runs along.

use std::fmt::Write as _;

use connect_resources::Scope;
use sha2::{Digest as _, Sha256};

use super::{Outcome, RowResult};
use crate::{agent::Agent, row::print_json};

/// SHA-256 over what is done to whom, without ids, times or secrets: equal digests do the same.
#[derive(Clone, Debug)]
pub(crate) struct Digest(Sha256);

// === impl Digest ===

impl Digest {
    pub(crate) fn new(scope: &Scope, directory: &str) -> Self {
        let mut digest = Self(Sha256::new());
        let Scope {
            account,
            region,
            alias,
        } = scope;
        digest.put(&[
            "1",
            account.as_str(),
            region.as_str(),
            alias.as_str(),
            directory,
        ]);
        digest
    }

    /// Adds what becomes of a row, and what it says; of what nothing becomes, nothing is added.
    pub(crate) fn row(&mut self, row: &RowResult, said: Option<&Agent>) {
        if matches!(row.outcome, Outcome::Unchanged | Outcome::Failed) {
            return;
        }
        let said = said.map(print_json).unwrap_or_default();
        let username = row.username.as_ref().map_or("", |name| name.as_str());
        let aspects: Vec<&str> = row
            .changes
            .iter()
            .map(|change| change.aspect.as_str())
            .collect();
        self.put(&[row.outcome.as_str(), username, &aspects.join(" "), &said]);
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
