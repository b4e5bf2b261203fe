//! One run of a job, from its claim to its rest.

use std::{panic::AssertUnwindSafe, sync::Arc, time::Duration};

use reconcile::Cancel;
use tracing::Span;

use super::{
    ArrivalEnd, CallLog, Files, Job, JobContext, JobError, JobResult, Jobs, NewPlan, Sighting,
    State, Stopped, StoreMemory, hub::Registration, journal::StoreJournal,
};
use crate::{
    reason,
    store::{Claimed, Lease, Record, StoreError},
    telemetry::{Stopwatch, metrics, trace},
};

/// How often the end of a run is stored again when the store fails. Then the lease runs out, and
/// another run finds that there is little left to do.
const END_TRIES_MAX: u32 = 5;

/// One run of a job.
pub(super) struct Run {
    jobs: Jobs,
    job: Job,
    lease: Lease,
    cancel: Cancel,
    /// Asked when the daemon is about to stop.
    drain: Cancel,
    calls: CallLog,
    _registration: Registration,
}

// === impl Run ===

impl Run {
    pub(super) fn new(jobs: &Jobs, claimed: Claimed, drain: Cancel) -> Self {
        let cancel = Cancel::new();
        let registration = jobs.shared.hub.register(claimed.lease, cancel.clone());
        metrics::job_moved(claimed.job.brief.order.kind(), claimed.job.state);
        jobs.shared.hub.changed(claimed.job.id);
        Self {
            jobs: jobs.clone(),
            job: claimed.job,
            lease: claimed.lease,
            cancel,
            drain,
            calls: CallLog::default(),
            _registration: registration,
        }
    }

    /// Does the job's work, unless `doomed` says that it cannot be done any more, and stores how it
    /// ended.
    pub(super) async fn carry(self, doomed: Option<JobError>) {
        let watch = Stopwatch::start();
        let done = match doomed {
            Some(error) => Err(Stopped::failed(error)),
            None => self.guarded().await,
        };
        let ending = self.ending(done).await;
        let state = match &ending {
            Some(Record::Ended { state, .. }) => Some(*state),
            _ => None,
        };
        if let Some(record) = ending {
            let plan = self.plan(&record);
            let sightings = Sighting::of(&self.job, &record).into_iter();
            let sighted = sightings.map(|it| Record::Sighted(Box::new(it)));
            let arrived = ArrivalEnd::of(&self.job, &record);
            let arrived = arrived.map(|it| Record::Arrived(Box::new(it)));
            let called = Some(self.calls.take()).filter(|calls| !calls.is_empty());
            let called = called.map(Record::Called).into_iter();
            let before = called.chain(plan).chain(sighted).chain(arrived);
            self.store(before.chain([record]).collect()).await;
            self.jobs.shared.hub.notices_changed();
        }
        trace::run_ended(&Span::current(), state);
        if let Some(state) = state {
            let kind = self.job.brief.order.kind();
            metrics::job_ran(kind, state, watch.elapsed());
            metrics::job_moved(kind, state);
        }
        self.jobs.shared.hub.changed(self.job.id);
    }

    /// A defect in the work ends this job, and no other: were the run left as it is, its lease would
    /// run out and the next run would meet the same defect, for ever.
    async fn guarded(&self) -> Result<JobResult, Stopped> {
        let work = AssertUnwindSafe(self.work());
        let caught = futures::FutureExt::catch_unwind(work).await;
        caught.unwrap_or_else(|_| {
            let message = "the work met a defect of the daemon, whose log has the place; what was \
                           done stays";
            Err(internal(message.to_owned()))
        })
    }

    async fn work(&self) -> Result<JobResult, Stopped> {
        self.see_earlier_wishes().await?;
        let kind = self.job.brief.order.kind();
        let work = self.jobs.shared.equipment.works.of(kind);
        let work = work.ok_or_else(|| internal(format!("no work for {}", kind.word())))?;
        let context = self.context().await?;
        if !self.jobs.targets().contains_key(&context.target) {
            return Err(target_unknown(&context));
        }
        work.run(&context).await
    }

    /// A wish to stop that came before this run was known to the hub.
    async fn see_earlier_wishes(&self) -> Result<(), Stopped> {
        let job = self.jobs.store().job(self.job.id).await;
        let job = job.map_err(unavailable)?;
        let is_cancelled = job.is_some_and(|job| job.state == State::Cancelling);
        if is_cancelled || self.drain.is_asked() {
            self.cancel.ask();
        }
        Ok(())
    }

    async fn context(&self) -> Result<JobContext, Stopped> {
        let brief = &self.job.brief;
        let clock = Arc::clone(&self.jobs.shared.equipment.clock);
        let store = Arc::clone(&self.jobs.shared.equipment.store);
        Ok(JobContext {
            id: self.job.id,
            order: brief.order.clone(),
            target: brief.target.clone(),
            subject: brief.subject.clone(),
            requested_by: brief.requested_by.clone(),
            run: self.job.runs,
            cancel: self.cancel.clone(),
            clock: Arc::clone(&clock),
            files: self.files().await?,
            memory: StoreMemory::new(Arc::clone(&store), Arc::clone(&clock)),
            journal: StoreJournal {
                store,
                hub: Arc::clone(&self.jobs.shared.hub),
                clock,
                lease: self.lease,
                kind: brief.order.kind(),
                locks: brief.locks.clone(),
                calls: self.calls.clone(),
            },
            calls: self.calls.clone(),
        })
    }

    async fn files(&self) -> Result<Files, Stopped> {
        let mut files = Files::default();
        for file in self.job.brief.order.files() {
            let content = self.jobs.store().content(file.content).await;
            let content = content.map_err(unavailable)?;
            let lost = || internal(format!("document {} is lost", file.content));
            files.insert(file.content, content.ok_or_else(lost)?);
        }
        Ok(files)
    }

    /// What to store about the end, if there is one.
    async fn ending(&self, done: Result<JobResult, Stopped>) -> Option<Record> {
        match done {
            Ok(result) => Some(Record::Ended {
                state: State::Succeeded,
                error: None,
                result: Some(Box::new(result)),
            }),
            Err(Stopped::AtRest(failure))
                if failure.state == State::Cancelled && self.is_only_drained().await =>
            {
                Some(Record::Released)
            }
            Err(Stopped::AtRest(failure)) => Some(Record::Ended {
                state: failure.state,
                error: Some(failure.error),
                result: failure.result.map(Box::new),
            }),
            Err(Stopped::Interrupted(cause)) => {
                tracing::warn!(
                    cause = &cause as &dyn std::error::Error,
                    "a run was interrupted"
                );
                None
            }
        }
    }

    /// The plan to be kept with the end that brought it.
    fn plan(&self, ending: &Record) -> Option<Record> {
        match ending {
            Record::Ended {
                state: State::Succeeded,
                result: Some(result),
                ..
            } => {
                let plan = NewPlan::of(&self.job, result, self.jobs.now())?;
                Some(Record::PlanMade(Box::new(plan)))
            }
            _ => None,
        }
    }

    /// Whether the run was asked to stop for the daemon's sake, and not by a person.
    async fn is_only_drained(&self) -> bool {
        let asked = self.jobs.store().job(self.job.id).await;
        let by_person = matches!(asked, Ok(Some(job)) if job.state == State::Cancelling);
        self.drain.is_asked() && !by_person
    }

    async fn store(&self, records: Vec<Record>) {
        for number in 1..=END_TRIES_MAX {
            let (store, now) = (self.jobs.store(), self.jobs.now());
            match store.record(self.lease, records.clone(), now).await {
                Ok(_) => return,
                Err(StoreError::Lost) => {
                    metrics::fence_rejected();
                    return;
                }
                Err(cause) => tracing::error!(number, %cause, "the end of a run was not stored"),
            }
            self.jobs.clock().sleep(Duration::from_secs(1)).await;
        }
    }
}

fn unavailable(cause: StoreError) -> Stopped {
    Stopped::Interrupted(reconcile::JournalError::Unavailable(Box::new(cause)))
}

fn internal(message: String) -> Stopped {
    Stopped::failed(JobError::new(reason::INTERNAL, message))
}

fn target_unknown(job: &JobContext) -> Stopped {
    let message = format!("targets/{} is not configured any more", job.target);
    let error = JobError::new(reason::TARGET_UNKNOWN, message);
    Stopped::failed(error.with("target", job.target.as_str()))
}
