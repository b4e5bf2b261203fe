//! State by account and Region.

use std::collections::BTreeMap;

use serde::{Serialize, Serializer};

use crate::place::{Account, Region};

/// One `S` in each account and Region.
#[derive(Debug)]
pub(crate) struct Places<S> {
    places: BTreeMap<Account, BTreeMap<Region, S>>,
}

// === impl Places ===

impl<S: Default> Places<S> {
    /// The state of a place, if anything was ever written there.
    pub(crate) fn get(&self, account: &Account, region: &Region) -> Option<&S> {
        self.places.get(account)?.get(region)
    }

    /// The state of a place, made when it is first written.
    pub(crate) fn at(&mut self, account: &Account, region: &Region) -> &mut S {
        self.places
            .entry(account.clone())
            .or_default()
            .entry(region.clone())
            .or_default()
    }

    /// All states of all accounts.
    pub(crate) fn all(&self) -> impl Iterator<Item = &S> {
        self.places.values().flat_map(BTreeMap::values)
    }

    /// The states of one account, in all Regions.
    pub(crate) fn of(&self, account: &Account) -> impl Iterator<Item = &S> {
        self.places
            .get(account)
            .into_iter()
            .flat_map(BTreeMap::values)
    }

    /// The Regions in which an account has anything.
    pub(crate) fn regions(&self, account: &Account) -> impl Iterator<Item = &Region> {
        let regions = self.places.get(account);
        regions.into_iter().flat_map(BTreeMap::keys)
    }

    /// The same, to be changed.
    pub(crate) fn of_mut(&mut self, account: &Account) -> impl Iterator<Item = &mut S> {
        let regions = self.places.get_mut(account);
        regions.into_iter().flat_map(BTreeMap::values_mut)
    }

    /// The states of each account by Region, to be changed together.
    pub(crate) fn accounts_mut(&mut self) -> impl Iterator<Item = &mut BTreeMap<Region, S>> {
        self.places.values_mut()
    }

    /// All states of all accounts, to be changed.
    pub(crate) fn all_mut(&mut self) -> impl Iterator<Item = &mut S> {
        self.places.values_mut().flat_map(BTreeMap::values_mut)
    }

    /// Does something to every state.
    pub(crate) fn each(&mut self, act: impl FnMut(&mut S)) {
        self.all_mut().for_each(act);
    }
}

impl<S> Default for Places<S> {
    fn default() -> Self {
        Self {
            places: BTreeMap::new(),
        }
    }
}

impl<S: Serialize> Serialize for Places<S> {
    fn serialize<T: Serializer>(&self, serializer: T) -> Result<T::Ok, T::Error> {
        self.places.serialize(serializer)
    }
}
