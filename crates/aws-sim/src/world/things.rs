//! A table of things of one kind: unique ids, unique names, in order of creation.

use std::{
    collections::{BTreeMap, BTreeSet, HashMap},
    ops::Bound,
};

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

/// Things of one kind in one place. There may be very many: whatever looks for one, adds one or
/// turns a page does not look at all of them.
#[derive(Debug, Clone)]
pub(crate) struct Things<T> {
    /// In boxes, because the tree leaves about half of its places empty.
    rows: BTreeMap<u64, Box<Thing<T>>>,
    ids: HashMap<Box<str>, u64>,
    /// In lower case, since some kinds have no two names that differ in nothing else.
    names: BTreeSet<(Box<str>, u64)>,
    /// How many of them AWS made.
    built_in: u64,
    last: u64,
}

/// The name belongs to another thing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Taken;

// === impl Things ===

impl<T> Things<T> {
    /// Adds `thing` at the end, unless its name is taken.
    pub(crate) fn add(&mut self, thing: Thing<T>) -> Result<(), Taken> {
        if self.named(&thing.name).is_some() {
            return Err(Taken);
        }
        self.last += 1;
        self.built_in += u64::from(thing.built_in);
        self.ids.insert(thing.id.as_str().into(), self.last);
        self.names.insert((folded(&thing.name), self.last));
        self.rows.insert(self.last, Box::new(thing));
        Ok(())
    }

    /// The thing with this id or ARN.
    pub(crate) fn get(&self, id: &str) -> Option<&Thing<T>> {
        self.rows.get(self.ids.get(plain(id))?).map(Box::as_ref)
    }

    /// The thing with this id or ARN, to be changed.
    pub(crate) fn get_mut(&mut self, id: &str) -> Option<&mut Thing<T>> {
        let row = self.ids.get(plain(id))?;
        self.rows.get_mut(row).map(Box::as_mut)
    }

    /// The thing with this name.
    pub(crate) fn named(&self, name: &str) -> Option<&Thing<T>> {
        self.alike(name).find(|thing| thing.name == name)
    }

    /// The things whose names differ from this one at most in the case of ASCII letters.
    pub(crate) fn alike(&self, name: &str) -> impl Iterator<Item = &Thing<T>> {
        let name = folded(name);
        let rows = (name.clone(), 0)..=(name, u64::MAX);
        let rows = self.names.range(rows).map(|(_, row)| row);
        rows.filter_map(|row| self.rows.get(row).map(Box::as_ref))
    }

    /// Gives the thing with this id another name. Its own name is never taken.
    pub(crate) fn rename(&mut self, id: &str, name: &str) -> Result<(), Taken> {
        let Some(row) = self.ids.get(plain(id)).copied() else {
            return Ok(());
        };
        if self
            .named(name)
            .is_some_and(|holder| holder.id != plain(id))
        {
            return Err(Taken);
        }
        if let Some(thing) = self.rows.get_mut(&row) {
            self.names.remove(&(folded(&thing.name), row));
            self.names.insert((folded(name), row));
            name.clone_into(&mut thing.name);
        }
        Ok(())
    }

    /// Takes the thing with this id or ARN out.
    pub(crate) fn remove(&mut self, id: &str) -> Option<Thing<T>> {
        let row = self.ids.remove(plain(id))?;
        let thing = *self.rows.remove(&row)?;
        self.names.remove(&(folded(&thing.name), row));
        self.built_in -= u64::from(thing.built_in);
        Some(thing)
    }

    /// All things, oldest first.
    pub(crate) fn iter(&self) -> impl Iterator<Item = &Thing<T>> {
        self.rows.values().map(Box::as_ref)
    }

    /// The same, to be changed.
    pub(crate) fn iter_mut(&mut self) -> impl Iterator<Item = &mut Thing<T>> {
        self.rows.values_mut().map(Box::as_mut)
    }

    /// All things with their keys for paging. A key stays, whatever is added or removed.
    pub(crate) fn rows(&self) -> impl Iterator<Item = (String, &Thing<T>)> {
        self.rows_after(None)
    }

    /// The same, without those up to the one that has the key `seen`.
    pub(crate) fn rows_after<'t>(
        &'t self,
        seen: Option<&str>,
    ) -> impl Iterator<Item = (String, &'t Thing<T>)> + use<'t, T> {
        let seen: Option<u64> = seen.and_then(|key| key.parse().ok());
        let rest = (
            seen.map_or(Bound::Unbounded, Bound::Excluded),
            Bound::Unbounded,
        );
        let rows = self.rows.range(rest);
        rows.map(|(row, thing)| (format!("{row:012}"), thing.as_ref()))
    }

    /// How many things there are that count against a quota: all but the built-in ones.
    pub(crate) fn own(&self) -> u64 {
        self.rows.len() as u64 - self.built_in
    }
}

impl<T> Default for Things<T> {
    fn default() -> Self {
        Self {
            rows: BTreeMap::new(),
            ids: HashMap::new(),
            names: BTreeSet::new(),
            built_in: 0,
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

fn folded(name: &str) -> Box<str> {
    name.to_ascii_lowercase().into()
}
