//! What is known while it is made so: seen before, or learned from the answers.

use std::{
    collections::BTreeMap,
    sync::{Mutex, MutexGuard, PoisonError},
};

use super::seen::Seen;

/// What is known.
#[derive(Debug)]
pub(crate) struct Known(Mutex<Facts>);

#[derive(Debug, Default)]
struct Facts {
    /// The ARNs of keys by name.
    keys: BTreeMap<String, String>,
    notes: Vec<String>,
}

// === impl Known ===

impl Known {
    pub(crate) fn of(seen: &Seen) -> Self {
        let keys = seen.keys.iter();
        let keys = keys.map(|(name, key)| (name.clone(), key.record.arn.clone()));
        Self(Mutex::new(Facts {
            keys: keys.collect(),
            notes: Vec::new(),
        }))
    }

    pub(crate) fn set_key(&self, name: &str, arn: &str) {
        self.facts().keys.insert(name.to_owned(), arn.to_owned());
    }

    pub(crate) fn key(&self, name: &str) -> Option<String> {
        self.facts().keys.get(name).cloned()
    }

    pub(crate) fn note(&self, note: String) {
        let mut facts = self.facts();
        if !facts.notes.contains(&note) {
            facts.notes.push(note);
        }
    }

    pub(crate) fn notes(&self) -> Vec<String> {
        self.facts().notes.clone()
    }

    fn facts(&self) -> MutexGuard<'_, Facts> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
