//! What a kind has at hand when it reads.

use std::{collections::BTreeMap, future::Future};

use connect_model::{AccountId, Alias, Fault, FaultClass, InstanceId, Region, Tags};
use reconcile::{Cancel, Clock, RetryPolicy, Verdict, persist};

use crate::{Declared, KindId, Members, Named, Observed, Ports, setback};

/// The place that all of it is about.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Scope {
    /// The account.
    pub account: AccountId,
    /// The Region.
    pub region: Region,
    /// The alias of the instance, which names the centre.
    pub alias: Alias,
}

/// What a kind has at hand when it reads.
pub struct Reading<'a> {
    /// The place.
    pub scope: &'a Scope,
    /// The calls.
    pub ports: &'a Ports,
    /// The instance; `None` while there is none.
    pub instance: Option<&'a InstanceId>,
    /// The things of this kind that are declared.
    pub declared: &'a [Declared],
    /// Whether to find out the owner of things that nobody declares.
    pub owners: bool,
    /// Time.
    pub clock: &'a dyn Clock,
    /// The request to stop.
    pub cancel: &'a Cancel,
    /// How repeats are made.
    pub retry: RetryPolicy,
}

// === impl Reading ===

impl<'a> Reading<'a> {
    /// The same with what is declared of another kind.
    #[must_use]
    pub fn of(&self, declared: &'a [Declared]) -> Self {
        Self { declared, ..*self }
    }

    /// Reads, and reads again while that may help. What is not found is an answer here.
    pub async fn read<T, F>(&self, call: impl FnMut() -> F) -> Result<T, Fault>
    where
        F: Future<Output = Result<T, Fault>>,
    {
        let judge = |fault: &Fault| match fault.class {
            FaultClass::NotFound => Verdict::Final,
            _ => setback(fault).verdict,
        };
        persist(self.clock, self.retry, self.cancel, "read", judge, call).await
    }

    /// Reads something that may be gone by now.
    pub async fn read_some<T, F>(&self, call: impl FnMut() -> F) -> Result<Option<T>, Fault>
    where
        F: Future<Output = Result<T, Fault>>,
    {
        match self.read(call).await {
            Ok(value) => Ok(Some(value)),
            Err(fault) if fault.class == FaultClass::NotFound => Ok(None),
            Err(fault) => Err(fault),
        }
    }

    /// Whether a name is declared, or was the name of something declared.
    pub fn declares(&self, name: &str) -> bool {
        let is = |thing: &Declared| thing.key.name == name || thing.was.as_deref() == Some(name);
        self.declared.iter().any(is)
    }

    /// Things that nobody declares, without their members: their names alone, or where the owners are
    /// asked for also those, by one search for ids and tags.
    pub async fn owners<F>(
        &self,
        kind: KindId,
        others: Vec<Named>,
        search: impl FnMut() -> F,
    ) -> Result<Vec<Observed>, Fault>
    where
        F: Future<Output = Result<Vec<(String, Tags)>, Fault>>,
    {
        let tags: BTreeMap<String, Tags> = if self.owners && !others.is_empty() {
            self.read(search).await?.into_iter().collect()
        } else {
            BTreeMap::new()
        };
        let observed = |named: Named| {
            let tags = tags.get(&named.known.id).cloned().unwrap_or_default();
            Observed::ready(kind, named, Members::default(), Some(tags))
        };
        Ok(others.into_iter().map(observed).collect())
    }
}
