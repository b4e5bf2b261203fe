//! Counts calls: how many, how many were refused, how long they took.

use std::{
    collections::BTreeMap,
    fmt::Debug,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
    time::Duration,
};

use connect_model::FaultClass;

use crate::call::Operation;

/// Counts the calls of one session.
#[derive(Debug)]
pub struct Meter {
    tallies: Mutex<BTreeMap<Operation, Tally>>,
    watch: Option<Arc<dyn CallWatch>>,
}

/// What is known of the calls of one operation.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Tally {
    /// Calls that left.
    pub calls: u64,
    /// Those that were refused for their rate.
    pub throttled: u64,
    /// Those that ended with any other fault.
    pub failed: u64,
    /// Time between leaving and the answer, of all together.
    pub took: Duration,
    /// Time between asking to leave and leaving, of all together.
    pub waited: Duration,
}

/// The counts at one moment, by `service.Operation`.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Tallies(BTreeMap<String, Tally>);

/// A call that has ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct CallEnded {
    /// The service as in its signing name.
    pub service: &'static str,
    /// The operation as AWS names it.
    pub operation: &'static str,
    /// The class of the fault, if it ended with one.
    pub fault: Option<FaultClass>,
    /// Time between leaving and the answer.
    pub took: Duration,
    /// Time between asking to leave and leaving.
    pub waited: Duration,
}

/// Hears of every call, for metrics. Called from the task that made the call, so it must be quick.
pub trait CallWatch: Debug + Send + Sync {
    /// A call has ended.
    fn ended(&self, call: &CallEnded);
}

// === impl Meter ===

impl Meter {
    pub(crate) fn new(watch: Option<Arc<dyn CallWatch>>) -> Self {
        Self {
            tallies: Mutex::default(),
            watch,
        }
    }

    /// The counts now.
    pub fn tallies(&self) -> Tallies {
        let by_name = |(operation, tally): (&Operation, &Tally)| (operation.to_string(), *tally);
        Tallies(self.lock().iter().map(by_name).collect())
    }

    /// A call leaves. It counts even if nobody waits for its end.
    pub(crate) fn left(&self, operation: Operation, waited: Duration) {
        let mut tallies = self.lock();
        let tally = tallies.entry(operation).or_default();
        tally.calls += 1;
        tally.waited += waited;
    }

    pub(crate) fn ended(
        &self,
        operation: Operation,
        fault: Option<FaultClass>,
        waited: Duration,
        took: Duration,
    ) {
        let mut tallies = self.lock();
        let tally = tallies.entry(operation).or_default();
        tally.took += took;
        match fault {
            None => {}
            Some(FaultClass::Throttled) => tally.throttled += 1,
            Some(_) => tally.failed += 1,
        }
        drop(tallies);
        if let Some(watch) = &self.watch {
            watch.ended(&CallEnded {
                service: operation.service,
                operation: operation.name,
                fault,
                took,
                waited,
            });
        }
    }

    fn lock(&self) -> MutexGuard<'_, BTreeMap<Operation, Tally>> {
        self.tallies.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

// === impl Tallies ===

impl Tallies {
    /// Every operation that was called, as `service.Operation`.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &Tally)> {
        self.0.iter().map(|(name, tally)| (name.as_str(), tally))
    }

    /// One operation, as `service.Operation`; nothing if it was never called.
    pub fn of(&self, name: &str) -> Tally {
        self.0.get(name).copied().unwrap_or_default()
    }

    /// All calls.
    pub fn calls(&self) -> u64 {
        self.0.values().map(|tally| tally.calls).sum()
    }

    /// Calls that look and change nothing, by the name of the operation.
    pub fn reads(&self) -> u64 {
        let reads = self.0.iter().filter(|(name, _)| is_read(name));
        reads.map(|(_, tally)| tally.calls).sum()
    }

    /// Calls that may change something.
    pub fn writes(&self) -> u64 {
        self.calls() - self.reads()
    }
}

/// `AssumeRole` counts as a look: it makes nothing that lasts.
fn is_read(name: &str) -> bool {
    const VERBS: [&str; 7] = [
        "Describe",
        "Filter",
        "List",
        "Search",
        "Get",
        "BatchGet",
        "AssumeRole",
    ];
    let operation = name
        .split_once('.')
        .map_or(name, |(_, operation)| operation);
    VERBS.iter().any(|verb| operation.starts_with(verb))
}
