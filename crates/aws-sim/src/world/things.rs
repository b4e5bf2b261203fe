//! A table of things of one kind: unique ids, unique names, in order of creation.

use std::collections::{BTreeMap, HashMap};

use serde::{Serialize, Serializer};

use crate::time::Time;

/// Tags of a thing.
pub(crate) type Tags = BTreeMap<String, String>;

/// One thing: what all kinds have, and the `body` that its own kind has.
#[derive(Debug, Clone, Serialize)]
pub(crate) struct Thing<T> {
    pub(crate) id: String,
    pub(crate) arn: String,
    /// Unique among its kind. Change it with [`Things::rename`].
    pub(crate) name: String,
    pub(crate) tags: Tags,
    pub(crate) created: Time,
    pub(crate) modified: Time,
    /// Whether AWS made it, with what it is in.
    pub(crate) built_in: bool,
    #[serde(flatten)]
    pub(crate) body: T,
}

/// Things of one kind in one place.
#[derive(Debug, Clone)]
pub(crate) struct Things<T> {
    rows: BTreeMap<u64, Thing<T>>,
    ids: HashMap<String, u64>,
    names: HashMap<String, u64>,
    last: u64,
}

/// The name belongs to another thing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Taken;

// === impl Things ===

impl<T> Things<T> {
    /// Adds `thing` at the end, unless its name is taken.
    pub(crate) fn add(&mut self, thing: Thing<T>) -> Result<(), Taken> {
        if self.names.contains_key(&thing.name) {
            return Err(Taken);
        }
        self.last += 1;
        self.ids.insert(thing.id.clone(), self.last);
        self.names.insert(thing.name.clone(), self.last);
        self.rows.insert(self.last, thing);
        Ok(())
    }

    /// The thing with this id or ARN.
    pub(crate) fn get(&self, id: &str) -> Option<&Thing<T>> {
        self.rows.get(self.ids.get(plain(id))?)
    }

    /// The thing with this id or ARN, to be changed.
    pub(crate) fn get_mut(&mut self, id: &str) -> Option<&mut Thing<T>> {
        self.rows.get_mut(self.ids.get(plain(id))?)
    }

    /// The thing with this name.
    pub(crate) fn named(&self, name: &str) -> Option<&Thing<T>> {
        self.rows.get(self.names.get(name)?)
    }

    /// Gives the thing with this id another name. Its own name is never taken.
    pub(crate) fn rename(&mut self, id: &str, name: &str) -> Result<(), Taken> {
        let Some(row) = self.ids.get(plain(id)).copied() else {
            return Ok(());
        };
        if self.names.get(name).is_some_and(|holder| *holder != row) {
            return Err(Taken);
        }
        if let Some(thing) = self.rows.get_mut(&row) {
            self.names.remove(&thing.name);
            self.names.insert(name.to_owned(), row);
            name.clone_into(&mut thing.name);
        }
        Ok(())
    }

    /// Takes the thing with this id or ARN out.
    pub(crate) fn remove(&mut self, id: &str) -> Option<Thing<T>> {
        let row = self.ids.remove(plain(id))?;
        let thing = self.rows.remove(&row)?;
        self.names.remove(&thing.name);
        Some(thing)
    }

    /// All things, oldest first.
    pub(crate) fn iter(&self) -> impl Iterator<Item = &Thing<T>> {
        self.rows.values()
    }

    /// The same, to be changed.
    pub(crate) fn iter_mut(&mut self) -> impl Iterator<Item = &mut Thing<T>> {
        self.rows.values_mut()
    }

    /// All things with their keys for paging. A key stays, whatever is added or removed.
    pub(crate) fn rows(&self) -> impl Iterator<Item = (String, &Thing<T>)> {
        self.rows
            .iter()
            .map(|(row, thing)| (format!("{row:012}"), thing))
    }

    /// How many things there are that count against a quota: all but the built-in ones.
    pub(crate) fn own(&self) -> u64 {
        self.iter().map(|thing| u64::from(!thing.built_in)).sum()
    }
}

impl<T> Default for Things<T> {
    fn default() -> Self {
        Self {
            rows: BTreeMap::new(),
            ids: HashMap::new(),
            names: HashMap::new(),
            last: 0,
        }
    }
}

impl<T: Serialize> Serialize for Things<T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_seq(self.iter())
    }
}

/// The id out of an id or an ARN.
fn plain(id: &str) -> &str {
    id.rsplit('/').next().unwrap_or(id)
}
