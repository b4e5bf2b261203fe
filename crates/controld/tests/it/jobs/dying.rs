//! A store that dies.

use std::{
    collections::BTreeSet,
    path::Path,
    sync::{
        Arc,
        atomic::{AtomicBool, AtomicUsize, Ordering},
    },
    time::SystemTime,
};

use async_trait::async_trait;
use connect_agents::{Entry, arrival::ObjectVersion};
use connect_model::{Email, TargetName, Username};
use connect_resources::Recollection;
use controld::{
    jobs::{
        Alert, AlertKind, Arrival, BundleFiles, Digest, Event, Job, JobError, JobId, Notice,
        PlanForbidden, PlanId, SavedPlan, Schedule,
    },
    store::{
        AgentPlace, AgentQuery, AgentStore, AlertStore, ArrivalQuery, ArrivalStore, Arrived,
        Arriving, BundleStore, Claim, Claimed, Document, DocumentStore, Fired, Firing, JobQuery,
        JobStore, Lease, NewDocument, NewJob, Petition, Petitioned, PlanPetition, PlanPetitioned,
        PlanQuery, PlanStore, RecollectionStore, Record, RequestKey, ScheduleStore, Sqlite,
        StepRecord, StoreError, Submitted, Tally,
    },
};
use tokio::sync::Notify;
use uuid::Uuid;

/// A store that dies at its nth commit, before or after it. Dead, it answers nothing.
pub(super) struct DyingStore {
    pub(super) inner: Sqlite,
    pub(super) commits: AtomicUsize,
    dies_at: usize,
    after: bool,
    /// When false, intents are not recorded: the negative control.
    records_intents: bool,
    pub(super) has_claimed: AtomicBool,
    pub(super) death: Notify,
}

/// Where a life ends: at which commit, and whether after it took effect.
#[derive(Clone, Copy, Debug)]
pub(super) struct Death {
    pub(super) commit: usize,
    pub(super) after: bool,
}

// === impl DyingStore ===

impl DyingStore {
    pub(super) async fn open(
        path: &Path,
        death: Option<Death>,
        records_intents: bool,
    ) -> Arc<Self> {
        Arc::new(Self {
            inner: Sqlite::open(path).await.unwrap(),
            commits: AtomicUsize::new(0),
            dies_at: death.map_or(usize::MAX, |death| death.commit),
            after: death.is_some_and(|death| death.after),
            records_intents,
            has_claimed: AtomicBool::new(false),
            death: Notify::new(),
        })
    }

    /// One commit, unless the store dies before it; no answer when it dies after it.
    async fn commit<T>(
        &self,
        write: impl Future<Output = Result<T, StoreError>>,
    ) -> Result<T, StoreError> {
        let number = self.commits.fetch_add(1, Ordering::SeqCst) + 1;
        if number > self.dies_at || (number == self.dies_at && !self.after) {
            return Err(self.die());
        }
        let done = write.await;
        if number == self.dies_at {
            return Err(self.die());
        }
        done
    }

    fn read(&self) -> Result<(), StoreError> {
        if self.commits.load(Ordering::SeqCst) >= self.dies_at {
            return Err(self.die());
        }
        Ok(())
    }

    fn die(&self) -> StoreError {
        self.death.notify_one();
        StoreError::Unavailable("it is dead".into(), None)
    }
}

#[async_trait]
impl JobStore for DyingStore {
    async fn submit(&self, job: NewJob, request: RequestKey) -> Result<Submitted, StoreError> {
        self.commit(self.inner.submit(job, request)).await
    }

    async fn petition(&self, ask: Petition, request: RequestKey) -> Result<Petitioned, StoreError> {
        self.commit(self.inner.petition(ask, request)).await
    }

    async fn claim(&self, claim: Claim) -> Result<Option<Claimed>, StoreError> {
        self.read()?;
        // A claim that finds nothing commits nothing; here there is one job to be found in a life.
        let is_commit = !claim.reading
            && !self.has_claimed.load(Ordering::SeqCst)
            && !self.inner.tally().await?.is_empty();
        if !is_commit {
            return self.inner.claim(claim).await;
        }
        self.has_claimed.store(true, Ordering::SeqCst);
        self.commit(self.inner.claim(claim)).await
    }

    async fn renew(&self, leases: Vec<Lease>, until: SystemTime) -> Result<Vec<Lease>, StoreError> {
        self.commit(self.inner.renew(leases, until)).await
    }

    async fn record(
        &self,
        lease: Lease,
        records: Vec<Record>,
        at: SystemTime,
    ) -> Result<i64, StoreError> {
        let is_intent = |record: &Record| matches!(record, Record::Intended(..));
        if !self.records_intents && records.iter().all(is_intent) {
            return Ok(0);
        }
        self.commit(self.inner.record(lease, records, at)).await
    }

    async fn take_over(&self) -> Result<Vec<Job>, StoreError> {
        self.commit(self.inner.take_over()).await
    }

    async fn sweep(&self, before: SystemTime, limit: u32) -> Result<u64, StoreError> {
        self.commit(self.inner.sweep(before, limit)).await
    }

    async fn job(&self, id: JobId) -> Result<Option<Job>, StoreError> {
        self.read()?;
        self.inner.job(id).await
    }

    async fn jobs(&self, query: JobQuery) -> Result<Vec<Job>, StoreError> {
        self.read()?;
        self.inner.jobs(query).await
    }

    async fn events(&self, id: JobId, after: i64, limit: u32) -> Result<Vec<Event>, StoreError> {
        self.read()?;
        self.inner.events(id, after, limit).await
    }

    async fn steps(&self, id: JobId) -> Result<Vec<StepRecord>, StoreError> {
        self.read()?;
        self.inner.steps(id).await
    }

    async fn tally(&self) -> Result<Vec<Tally>, StoreError> {
        self.read()?;
        self.inner.tally().await
    }
}

#[async_trait]
impl PlanStore for DyingStore {
    async fn plan(&self, id: PlanId) -> Result<Option<SavedPlan>, StoreError> {
        self.read()?;
        self.inner.plan(id).await
    }

    async fn plans(&self, query: PlanQuery) -> Result<Vec<SavedPlan>, StoreError> {
        self.read()?;
        self.inner.plans(query).await
    }

    async fn petition_plan(
        &self,
        petition: PlanPetition,
        request: RequestKey,
    ) -> Result<PlanPetitioned, StoreError> {
        self.commit(self.inner.petition_plan(petition, request))
            .await
    }

    async fn take_plan(
        &self,
        lease: Lease,
        plan: PlanId,
        at: SystemTime,
    ) -> Result<Result<(), PlanForbidden>, StoreError> {
        self.commit(self.inner.take_plan(lease, plan, at)).await
    }

    async fn outdate_plan(
        &self,
        lease: Lease,
        plan: PlanId,
        why: JobError,
        at: SystemTime,
    ) -> Result<(), StoreError> {
        self.commit(self.inner.outdate_plan(lease, plan, why, at))
            .await
    }
}

#[async_trait]
impl AlertStore for DyingStore {
    async fn alerts(&self, subject: &str) -> Result<Vec<Alert>, StoreError> {
        self.read()?;
        self.inner.alerts(subject).await
    }

    async fn notices(&self, now: SystemTime, limit: u32) -> Result<Vec<Notice>, StoreError> {
        self.read()?;
        self.inner.notices(now, limit).await
    }

    async fn next_notice(&self) -> Result<Option<SystemTime>, StoreError> {
        self.read()?;
        self.inner.next_notice().await
    }

    async fn notice_told(&self, notice: Uuid) -> Result<(), StoreError> {
        self.commit(self.inner.notice_told(notice)).await
    }

    async fn notice_untold(&self, notice: Uuid, next: SystemTime) -> Result<(), StoreError> {
        self.commit(self.inner.notice_untold(notice, next)).await
    }

    async fn alert_tally(&self) -> Result<Vec<(AlertKind, u64)>, StoreError> {
        self.read()?;
        self.inner.alert_tally().await
    }
}

#[async_trait]
impl ScheduleStore for DyingStore {
    async fn schedules(&self, subject: &str) -> Result<Vec<Schedule>, StoreError> {
        self.read()?;
        self.inner.schedules(subject).await
    }

    async fn due(&self, now: SystemTime, limit: u32) -> Result<Vec<Schedule>, StoreError> {
        self.read()?;
        self.inner.due(now, limit).await
    }

    async fn next_due(&self) -> Result<Option<SystemTime>, StoreError> {
        self.read()?;
        self.inner.next_due().await
    }

    async fn fire(&self, firing: Firing) -> Result<Fired, StoreError> {
        self.commit(self.inner.fire(firing)).await
    }

    async fn unschedule(&self, targets: &BTreeSet<TargetName>) -> Result<(), StoreError> {
        self.commit(self.inner.unschedule(targets)).await
    }
}

#[async_trait]
impl RecollectionStore for DyingStore {
    async fn recall(&self, arns: &[String]) -> Result<Vec<Recollection>, StoreError> {
        self.read()?;
        self.inner.recall(arns).await
    }

    async fn remember(&self, things: Vec<Recollection>, at: SystemTime) -> Result<(), StoreError> {
        self.commit(self.inner.remember(things, at)).await
    }
}

#[async_trait]
impl DocumentStore for DyingStore {
    async fn put(&self, document: NewDocument, at: SystemTime) -> Result<Document, StoreError> {
        self.commit(self.inner.put(document, at)).await
    }

    async fn document(&self, digest: Digest) -> Result<Option<Document>, StoreError> {
        self.read()?;
        self.inner.document(digest).await
    }

    async fn content(&self, digest: Digest) -> Result<Option<Vec<u8>>, StoreError> {
        self.read()?;
        self.inner.content(digest).await
    }
}

#[async_trait]
impl BundleStore for DyingStore {
    async fn note_bundle(
        &self,
        digest: Digest,
        files: BundleFiles,
        at: SystemTime,
    ) -> Result<(), StoreError> {
        self.commit(self.inner.note_bundle(digest, files, at)).await
    }

    async fn bundle(&self, digest: Digest) -> Result<Option<BundleFiles>, StoreError> {
        self.read()?;
        self.inner.bundle(digest).await
    }
}

#[async_trait]
impl AgentStore for DyingStore {
    async fn recall_agents(
        &self,
        place: &AgentPlace,
        usernames: &[Username],
    ) -> Result<Vec<Entry>, StoreError> {
        self.read()?;
        self.inner.recall_agents(place, usernames).await
    }

    async fn holders(
        &self,
        place: &AgentPlace,
        emails: &[Email],
    ) -> Result<Vec<Entry>, StoreError> {
        self.read()?;
        self.inner.holders(place, emails).await
    }

    async fn remember_agents(
        &self,
        place: &AgentPlace,
        entries: Vec<Entry>,
    ) -> Result<(), StoreError> {
        self.commit(self.inner.remember_agents(place, entries))
            .await
    }

    async fn date_agents(
        &self,
        place: &AgentPlace,
        times: &[(Username, i64)],
    ) -> Result<(), StoreError> {
        self.commit(self.inner.date_agents(place, times)).await
    }

    async fn forget_agents(
        &self,
        place: &AgentPlace,
        usernames: &[Username],
    ) -> Result<(), StoreError> {
        self.commit(self.inner.forget_agents(place, usernames))
            .await
    }

    async fn agents(&self, query: AgentQuery) -> Result<Vec<Entry>, StoreError> {
        self.read()?;
        self.inner.agents(query).await
    }
}

#[async_trait]
impl ArrivalStore for DyingStore {
    async fn unmet(
        &self,
        watch: &str,
        objects: Vec<ObjectVersion>,
    ) -> Result<Vec<ObjectVersion>, StoreError> {
        self.read()?;
        self.inner.unmet(watch, objects).await
    }

    async fn arrive(&self, arriving: Arriving) -> Result<Arrived, StoreError> {
        self.commit(self.inner.arrive(arriving)).await
    }

    async fn arrivals(&self, query: ArrivalQuery) -> Result<Vec<Arrival>, StoreError> {
        self.read()?;
        self.inner.arrivals(query).await
    }
}
