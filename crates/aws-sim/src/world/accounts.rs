//! State by account, of services that are the same in all Regions.

use std::collections::BTreeMap;

use serde::{Serialize, Serializer};

use crate::place::Account;

/// One `S` in each account.
#[derive(Debug)]
pub(crate) struct Accounts<S> {
    accounts: BTreeMap<Account, S>,
}

// === impl Accounts ===

#[allow(
    dead_code,
    reason = "services that have no operation yet ask for nothing"
)]
impl<S: Default> Accounts<S> {
    /// The state of an account, if anything was ever written there.
    pub(crate) fn get(&self, account: &Account) -> Option<&S> {
        self.accounts.get(account)
    }

    /// The state of an account, made when it is first written.
    pub(crate) fn at(&mut self, account: &Account) -> &mut S {
        self.accounts.entry(account.clone()).or_default()
    }

    /// All states, with the account of each.
    pub(crate) fn iter(&self) -> impl Iterator<Item = (&Account, &S)> {
        self.accounts.iter()
    }

    /// Does something to every state.
    pub(crate) fn each(&mut self, act: impl FnMut(&mut S)) {
        self.accounts.values_mut().for_each(act);
    }
}

impl<S> Default for Accounts<S> {
    fn default() -> Self {
        Self {
            accounts: BTreeMap::new(),
        }
    }
}

impl<S: Serialize> Serialize for Accounts<S> {
    fn serialize<T: Serializer>(&self, serializer: T) -> Result<T::Ok, T::Error> {
        self.accounts.serialize(serializer)
    }
}
