//! Who works: claims jobs, runs them, keeps their leases, and lets go of them in an orderly way.

use std::{
    collections::HashMap,
    sync::{Arc, Mutex, PoisonError},
    time::Duration,
};

use reconcile::Cancel;
use tracing::Instrument;
use uuid::Uuid;

use super::{Job, JobError, JobId, Jobs, run::Run};
use crate::{
    store::{Claim, Claimed, StoreError},
    task::{self, Crew, Task},
    telemetry::{metrics, trace},
};

/// How a worker works.
#[derive(Clone, Copy, Debug)]
pub struct WorkerSettings {
    /// How long a lease holds unless it is renewed. Calls to the other side must be shorter.
    pub lease: Duration,
    /// Most jobs at work that write.
    pub writing_max: usize,
    /// Most jobs at work that only read.
    pub reading_max: usize,
}

/// Works on jobs until it is drained. Dropping it stops everything at once, as a crash would.
pub struct Worker {
    jobs: Jobs,
    stop: Cancel,
    dispatchers: Vec<Task<()>>,
    _keeper: Task<()>,
}

/// What the tasks of a worker share.
#[derive(Clone)]
struct Post {
    jobs: Jobs,
    name: Uuid,
    settings: WorkerSettings,
    stop: Cancel,
    /// Jobs that a restart has ended, and why.
    doomed: Arc<Mutex<HashMap<JobId, JobError>>>,
}

// === impl WorkerSettings ===

impl Default for WorkerSettings {
    fn default() -> Self {
        Self {
            lease: Duration::from_secs(30),
            writing_max: 32,
            reading_max: 32,
        }
    }
}

// === impl Worker ===

impl Worker {
    /// Takes over what another process left, and starts. `doom` says for each unfinished job whether
    /// the restart has ended it.
    pub async fn start(
        jobs: &Jobs,
        settings: WorkerSettings,
        doom: impl Fn(&Job) -> Option<JobError>,
    ) -> Result<Self, StoreError> {
        let left = jobs.store().take_over().await?;
        let doomed = left.iter().filter_map(|job| Some((job.id, doom(job)?)));
        let post = Post {
            jobs: jobs.clone(),
            name: jobs.shared.equipment.ids.fresh(),
            settings,
            stop: Cancel::new(),
            doomed: Arc::new(Mutex::new(doomed.collect())),
        };
        let dispatch = |reading, max| task::start(post.clone().dispatch(reading, max));
        Ok(Self {
            jobs: jobs.clone(),
            stop: post.stop.clone(),
            dispatchers: vec![
                dispatch(false, settings.writing_max),
                dispatch(true, settings.reading_max),
            ],
            _keeper: task::start(post.clone().keep()),
        })
    }

    /// Claims nothing more, lets runs stop between two steps, and waits for them. Their jobs stay
    /// unfinished and go on with the next worker.
    pub async fn drain(mut self) {
        self.stop.ask();
        self.jobs.shared.hub.cancel_all();
        for dispatcher in self.dispatchers.drain(..) {
            if let Err(cause) = dispatcher.end().await {
                tracing::error!(%cause, "a dispatcher ended badly");
            }
        }
    }
}

// === impl Post ===

impl Post {
    /// Claims and runs jobs, up to `max` at a time.
    async fn dispatch(self, reading: bool, max: usize) {
        let mut crew = Crew::new();
        let mut queue = self.jobs.shared.hub.queue();
        while !self.stop.is_asked() {
            queue.mark_unchanged();
            if crew.len() < max
                && let Some(claimed) = self.claim(reading).await
            {
                crew.start(self.clone().run(claimed));
                continue;
            }
            tokio::select! {
                () = self.stop.asked() => {}
                _ = queue.changed() => {}
                () = crew.one_ended() => {}
                // Leases of other workers end without a word.
                () = self.jobs.clock().sleep(self.settings.lease / 3) => {}
            }
        }
        crew.all_ended().await;
    }

    async fn claim(&self, reading: bool) -> Option<Claimed> {
        let now = self.jobs.now();
        let claim = Claim {
            worker: self.name,
            reading,
            now,
            until: now + self.settings.lease,
        };
        match self.jobs.store().claim(claim).await {
            Ok(claimed) => claimed.inspect(|_| metrics::lease_acquired()),
            Err(cause) => {
                tracing::error!(
                    cause = &cause as &dyn std::error::Error,
                    "no job could be claimed"
                );
                None
            }
        }
    }

    async fn run(self, claimed: Claimed) {
        let doomed = self.doom(claimed.job.id);
        let span = trace::run(&claimed.job);
        Run::new(&self.jobs, claimed, self.stop.clone())
            .carry(doomed)
            .instrument(span)
            .await;
        self.jobs.shared.hub.queue_changed();
    }

    fn doom(&self, job: JobId) -> Option<JobError> {
        let mut doomed = self.doomed.lock().unwrap_or_else(PoisonError::into_inner);
        doomed.remove(&job)
    }

    /// Prolongs the leases of all runs, and stops those whose lease is lost.
    async fn keep(self) {
        loop {
            self.jobs.clock().sleep(self.settings.lease / 3).await;
            let leases = self.jobs.shared.hub.leases();
            if leases.is_empty() {
                continue;
            }
            let until = self.jobs.now() + self.settings.lease;
            match self.jobs.store().renew(leases, until).await {
                Ok(lost) => {
                    metrics::leases_lost(lost.len());
                    for lease in lost {
                        tracing::warn!(job = %lease.job, "a lease is lost");
                        self.jobs.shared.hub.cancel(lease.job);
                    }
                }
                Err(cause) => {
                    metrics::lease_renew_failed();
                    tracing::error!(%cause, "leases could not be prolonged");
                }
            }
        }
    }
}
