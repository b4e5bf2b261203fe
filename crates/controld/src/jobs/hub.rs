//! Who is woken when something changes, inside this process. Nothing here outlives it, and nothing
//! is lost with it: whoever waits subscribes first, then reads the store.

use std::{
    collections::HashMap,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
};

use reconcile::Cancel;
use tokio::sync::watch;

use super::JobId;
use crate::store::Lease;

/// Wakes those who wait.
#[derive(Debug)]
pub(super) struct Hub {
    /// Grows when a job may have become free to run.
    queue: watch::Sender<u64>,
    /// Grows when something else may have become due.
    schedules: watch::Sender<u64>,
    /// Grows when there may be something to tell.
    notices: watch::Sender<u64>,
    watched: Mutex<HashMap<JobId, watch::Sender<u64>>>,
    running: Mutex<HashMap<JobId, Running>>,
}

#[derive(Debug)]
struct Running {
    lease: Lease,
    cancel: Cancel,
}

/// Woken when a job changes. Ends with its owner.
#[derive(Debug)]
pub(super) struct Subscription {
    hub: Arc<Hub>,
    job: JobId,
    changes: Option<watch::Receiver<u64>>,
}

/// A run that is known to the hub until this is dropped.
#[derive(Debug)]
pub(super) struct Registration {
    hub: Arc<Hub>,
    lease: Lease,
}

// === impl Hub ===

impl Hub {
    pub(super) fn new() -> Arc<Self> {
        Arc::new(Self {
            queue: watch::Sender::new(0),
            schedules: watch::Sender::new(0),
            notices: watch::Sender::new(0),
            watched: Mutex::default(),
            running: Mutex::default(),
        })
    }

    /// Wakes those who look for work.
    pub(super) fn queue_changed(&self) {
        self.queue.send_modify(|version| *version += 1);
    }

    /// Woken when a job may have become free to run.
    pub(super) fn queue(&self) -> watch::Receiver<u64> {
        self.queue.subscribe()
    }

    /// Wakes who starts what is due.
    pub(super) fn schedules_changed(&self) {
        self.schedules.send_modify(|version| *version += 1);
    }

    /// Woken when something else may have become due.
    pub(super) fn schedules(&self) -> watch::Receiver<u64> {
        self.schedules.subscribe()
    }

    /// Wakes who tells what there is to tell.
    pub(super) fn notices_changed(&self) {
        self.notices.send_modify(|version| *version += 1);
    }

    /// Woken when there may be something to tell.
    pub(super) fn notices(&self) -> watch::Receiver<u64> {
        self.notices.subscribe()
    }

    /// Wakes those who watch a job.
    pub(super) fn changed(&self, job: JobId) {
        if let Some(watchers) = lock(&self.watched).get(&job) {
            watchers.send_modify(|version| *version += 1);
        }
    }

    pub(super) fn subscribe(self: &Arc<Self>, job: JobId) -> Subscription {
        let mut watched = lock(&self.watched);
        let watchers = watched.entry(job).or_insert_with(|| watch::Sender::new(0));
        Subscription {
            hub: Arc::clone(self),
            job,
            changes: Some(watchers.subscribe()),
        }
    }

    pub(super) fn register(self: &Arc<Self>, lease: Lease, cancel: Cancel) -> Registration {
        lock(&self.running).insert(lease.job, Running { lease, cancel });
        Registration {
            hub: Arc::clone(self),
            lease,
        }
    }

    /// Asks the run of a job to stop, if it runs here.
    pub(super) fn cancel(&self, job: JobId) {
        if let Some(running) = lock(&self.running).get(&job) {
            running.cancel.ask();
        }
    }

    /// Asks all runs to stop.
    pub(super) fn cancel_all(&self) {
        for running in lock(&self.running).values() {
            running.cancel.ask();
        }
    }

    /// The leases of all runs.
    pub(super) fn leases(&self) -> Vec<Lease> {
        lock(&self.running)
            .values()
            .map(|running| running.lease)
            .collect()
    }
}

// === impl Subscription ===

impl Subscription {
    /// Returns once the job has changed since the last call, or since it was subscribed to.
    pub(super) async fn changed(&mut self) {
        if let Some(changes) = &mut self.changes {
            // The sender stays in the hub for as long as somebody is subscribed.
            let _ = changes.changed().await;
        }
    }
}

impl Drop for Subscription {
    fn drop(&mut self) {
        let mut watched = lock(&self.hub.watched);
        self.changes = None;
        if watched
            .get(&self.job)
            .is_some_and(|watchers| watchers.receiver_count() == 0)
        {
            watched.remove(&self.job);
        }
    }
}

// === impl Registration ===

impl Drop for Registration {
    fn drop(&mut self) {
        let mut running = lock(&self.hub.running);
        // A later lease of the same job may have taken the place.
        if running
            .get(&self.lease.job)
            .is_some_and(|run| run.lease == self.lease)
        {
            running.remove(&self.lease.job);
        }
    }
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
