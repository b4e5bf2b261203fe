//! What is known of a share while it is made so: seen before, or learned from the answers.

use std::{
    collections::{BTreeMap, BTreeSet},
    sync::{Mutex, MutexGuard, PoisonError},
};

use crate::{
    policy::Grounds,
    port::Association,
    seen::{Seen, catalog_of},
    wanted::{self, Catalogs},
};

/// What is known.
#[derive(Debug)]
pub(crate) struct Known(Mutex<Facts>);

#[derive(Debug, Default)]
struct Facts {
    /// The share that each instance's data sets are in, by the place of the instance.
    shares: BTreeMap<usize, String>,
    catalogs: Catalogs,
    kms_key: Option<String>,
}

// === impl Known ===

impl Known {
    pub(crate) fn of(seen: &Seen, kms_key: Option<String>) -> Self {
        let shares = seen.instances.iter().enumerate();
        let shares = shares.filter_map(|(n, it)| Some((n, it.share_arn()?.to_owned())));
        Self(Mutex::new(Facts {
            shares: shares.collect(),
            catalogs: wanted::catalogs(seen),
            kms_key,
        }))
    }

    /// Learns in which share the data sets of an instance are.
    pub(crate) fn associated(&self, instance: usize, associations: &[Association]) {
        let mut facts = self.facts();
        for association in associations {
            let share = association.share_arn.clone();
            if let Some(catalog) = catalog_of(&share) {
                facts.catalogs.insert(association.data_set.clone(), catalog);
            }
            facts.shares.insert(instance, share);
        }
    }

    pub(crate) fn share(&self, instance: usize) -> Option<String> {
        self.facts().shares.get(&instance).cloned()
    }

    pub(crate) fn catalogs(&self) -> Catalogs {
        self.facts().catalogs.clone()
    }

    pub(crate) fn set_kms_key(&self, arn: &str) {
        self.facts().kms_key = Some(arn.to_owned());
    }

    pub(crate) fn kms_key(&self) -> Option<String> {
        self.facts().kms_key.clone()
    }

    /// What the permissions of the query role name.
    pub(crate) fn grounds(&self) -> Grounds {
        let facts = self.facts();
        Grounds {
            catalogs: facts.catalogs.values().cloned().collect::<BTreeSet<_>>(),
            kms_key: facts.kms_key.clone(),
        }
    }

    fn facts(&self) -> MutexGuard<'_, Facts> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
