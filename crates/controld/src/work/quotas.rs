//! The quotas of targets, read once for many jobs.

use std::{
    collections::BTreeMap,
    sync::{Arc, Mutex, PoisonError},
    time::{Duration, SystemTime},
};

use connect_model::{Fault, TargetName};
use connect_resources::{Quota, Quotas};
use reconcile::Clock;

/// How long what was read holds. AWS grants more within hours at the earliest.
const KEPT: Duration = Duration::from_hours(1);
/// How long after a failure it is not tried again.
const LEFT_ALONE: Duration = Duration::from_mins(5);

/// What is known of the quotas of each target.
#[derive(Debug, Default)]
pub(super) struct Ledger(Mutex<BTreeMap<TargetName, Arc<Page>>>);

/// One target's page; its lock is held over the reading, so that jobs which start together read
/// once.
type Page = tokio::sync::Mutex<Option<(SystemTime, Entry)>>;

/// What is known of the quotas of one target.
#[derive(Clone, Debug)]
pub(super) struct Entry {
    /// The quotas.
    pub(super) quotas: Quotas,
    /// Why they could not be read.
    pub(super) fault: Option<Fault>,
}

// === impl Ledger ===

impl Ledger {
    /// What is known, after `read` if that is too old. It is tried once and no job fails for it.
    pub(super) async fn entry(
        &self,
        target: &TargetName,
        clock: &dyn Clock,
        read: impl AsyncFnOnce() -> Result<Vec<Quota>, Fault>,
    ) -> Entry {
        let page = self.page(target);
        let mut page = page.lock().await;
        if let Some((until, entry)) = &*page
            && clock.now() < *until
        {
            return entry.clone();
        }
        let entry = Entry::of(read().await);
        let length = if entry.fault.is_none() {
            KEPT
        } else {
            LEFT_ALONE
        };
        *page = Some((clock.now() + length, entry.clone()));
        entry
    }

    fn page(&self, target: &TargetName) -> Arc<Page> {
        let mut pages = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        Arc::clone(pages.entry(target.clone()).or_default())
    }
}

// === impl Entry ===

impl Entry {
    fn of(read: Result<Vec<Quota>, Fault>) -> Self {
        match read {
            Ok(quotas) => Self {
                quotas: Quotas::Read(quotas),
                fault: None,
            },
            Err(fault) => Self {
                quotas: Quotas::Assumed,
                fault: Some(fault),
            },
        }
    }

    /// What to tell of it.
    pub(super) fn note(&self) -> Option<String> {
        let code = &self.fault.as_ref()?.code;
        Some(format!(
            "the account's quotas could not be read ({code}): documented rates are kept to, and \
             documented quotas are expected; with servicequotas:ListServiceQuotas its own would be"
        ))
    }
}
