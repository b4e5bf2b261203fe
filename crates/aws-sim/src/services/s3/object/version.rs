//! Versions of one key.

use serde::Serialize;

use super::Object;
use crate::{ids::Ids, time::Time};

/// One version.
#[derive(Debug, Serialize)]
pub(in crate::services::s3) struct Version {
    pub(in crate::services::s3) id: String,
    pub(in crate::services::s3) modified: Time,
    /// Nothing in a delete marker.
    pub(in crate::services::s3) object: Option<Object>,
}

/// All versions of one key, the latest last.
#[derive(Debug, Default, Serialize)]
#[serde(transparent)]
pub(in crate::services::s3) struct Versions(Vec<Version>);

/// The id that the next version of a key gets, where versions are kept.
pub(in crate::services::s3) fn fresh_id(ids: &mut Ids) -> String {
    const ALPHABET: &str = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz._";
    ids.letters(ALPHABET, 32)
}

// === impl Version ===

impl Version {
    /// The id of what was written while versions were not kept.
    pub(in crate::services::s3) const NULL: &str = "null";
}

// === impl Versions ===

impl Versions {
    pub(in crate::services::s3) fn latest(&self) -> Option<&Version> {
        self.0.last()
    }

    pub(in crate::services::s3) fn get(&self, id: &str) -> Option<&Version> {
        self.0.iter().find(|version| version.id == id)
    }

    pub(in crate::services::s3) fn get_mut(&mut self, id: &str) -> Option<&mut Version> {
        self.0.iter_mut().find(|version| version.id == id)
    }

    /// From the latest to the first.
    pub(in crate::services::s3) fn iter(&self) -> impl Iterator<Item = &Version> {
        self.0.iter().rev()
    }

    /// Puts a version on top, in place of one with the same id.
    pub(in crate::services::s3) fn add(&mut self, version: Version) {
        self.remove(&version.id);
        self.0.push(version);
    }

    pub(in crate::services::s3) fn remove(&mut self, id: &str) -> Option<Version> {
        let at = self.0.iter().position(|version| version.id == id)?;
        Some(self.0.remove(at))
    }
}
