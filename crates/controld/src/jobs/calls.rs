//! What a run calls: which operations of AWS, and how often.

use std::{
    collections::BTreeMap,
    fmt,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
};

/// Operations by name, such as `connect.CreateQueue`, with how many times each was called.
pub type Calls = BTreeMap<String, u64>;

/// What counts the calls of one session.
type Count = Box<dyn Fn() -> Calls + Send + Sync>;

/// What the sessions of one run have called. What is taken out of it is told once.
#[derive(Clone, Default)]
pub struct CallLog(Arc<Mutex<Book>>);

#[derive(Default)]
struct Book {
    sessions: Vec<Count>,
    told: Calls,
}

// === impl CallLog ===

impl CallLog {
    /// Counts one more session from now on.
    pub fn join(&self, count: impl Fn() -> Calls + Send + Sync + 'static) {
        self.lock().sessions.push(Box::new(count));
    }

    /// What was called since the last time.
    pub(super) fn take(&self) -> Calls {
        let mut book = self.lock();
        let all = book.all();
        let fresh = fresh(&all, &book.told);
        book.told = all;
        fresh
    }

    /// The same, if an operation is among it that was never told.
    pub(super) fn take_new(&self) -> Option<Calls> {
        let mut book = self.lock();
        let all = book.all();
        if all.keys().all(|name| book.told.contains_key(name)) {
            return None;
        }
        let fresh = fresh(&all, &book.told);
        book.told = all;
        Some(fresh)
    }

    /// Takes back what could not be told.
    pub(super) fn put_back(&self, calls: &Calls) {
        let mut book = self.lock();
        for (name, count) in calls {
            let told = book.told.get(name).copied().unwrap_or_default();
            match told.saturating_sub(*count) {
                0 => book.told.remove(name),
                left => book.told.insert(name.clone(), left),
            };
        }
    }

    fn lock(&self) -> MutexGuard<'_, Book> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl fmt::Debug for CallLog {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("CallLog").finish_non_exhaustive()
    }
}

// === impl Book ===

impl Book {
    fn all(&self) -> Calls {
        let mut all = Calls::new();
        for (name, count) in self.sessions.iter().flat_map(|count| count()) {
            *all.entry(name).or_default() += count;
        }
        all
    }
}

fn fresh(all: &Calls, told: &Calls) -> Calls {
    let since = |(name, count): (&String, &u64)| {
        let before = told.get(name).copied().unwrap_or_default();
        (name.clone(), count.saturating_sub(before))
    };
    let fresh = all.iter().map(since);
    fresh.filter(|(_, count)| *count > 0).collect()
}

#[cfg(test)]
mod tests {
    use std::sync::atomic::{AtomicU64, Ordering};

    use super::*;

    /// A log of two sessions, and how often each has called.
    fn log() -> (CallLog, Arc<[AtomicU64; 2]>) {
        let counts = Arc::new([AtomicU64::new(0), AtomicU64::new(0)]);
        let log = CallLog::default();
        for n in 0..2 {
            let counts = Arc::clone(&counts);
            log.join(move || {
                let times = counts[n].load(Ordering::SeqCst);
                let names = ["connect.ListQueues", "s3.PutObject"];
                let called = names[..=n].iter().map(|name| ((*name).to_owned(), times));
                called.filter(|(_, times)| *times > 0).collect()
            });
        }
        (log, counts)
    }

    fn calls(of: &[(&str, u64)]) -> Calls {
        of.iter()
            .map(|(name, n)| ((*name).to_owned(), *n))
            .collect()
    }

    #[test]
    fn what_all_sessions_call_is_told_once() {
        let (log, counts) = log();
        assert_eq!(log.take(), calls(&[]));
        counts[0].store(2, Ordering::SeqCst);
        assert_eq!(log.take(), calls(&[("connect.ListQueues", 2)]));
        assert_eq!(log.take(), calls(&[]));
        counts[1].store(3, Ordering::SeqCst);
        let told = calls(&[("connect.ListQueues", 3), ("s3.PutObject", 3)]);
        assert_eq!(log.take(), told);
    }

    #[test]
    fn only_an_operation_that_was_never_told_is_new() {
        let (log, counts) = log();
        assert_eq!(log.take_new(), None);
        counts[0].store(1, Ordering::SeqCst);
        assert_eq!(log.take_new(), Some(calls(&[("connect.ListQueues", 1)])));
        counts[0].store(5, Ordering::SeqCst);
        assert_eq!(log.take_new(), None);
        assert_eq!(log.take(), calls(&[("connect.ListQueues", 4)]));
    }

    #[test]
    fn what_could_not_be_told_is_told_again() {
        let (log, counts) = log();
        counts[0].store(1, Ordering::SeqCst);
        let taken = log.take_new().unwrap();
        log.put_back(&taken);
        assert_eq!(log.take_new(), Some(taken));
    }
}
