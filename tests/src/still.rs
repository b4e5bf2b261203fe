//! A store that holds the clock still while it is asked.
//!
//! Virtual time moves when nothing in the process can go on. A file answers from outside of it, so
//! without this an hour would pass with every row.

use std::{collections::BTreeSet, path::Path, sync::mpsc, time::SystemTime};

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
use uuid::Uuid;

/// A store in a file, for tests in virtual time.
#[derive(Debug)]
pub(crate) struct StillStore(Sqlite);

// === impl StillStore ===

impl StillStore {
    /// Opens a store in a file.
    pub(crate) async fn open(path: &Path) -> Self {
        Self(still(Sqlite::open(path)).await.unwrap())
    }
}

#[async_trait]
impl JobStore for StillStore {
    async fn submit(&self, job: NewJob, request: RequestKey) -> Result<Submitted, StoreError> {
        still(self.0.submit(job, request)).await
    }

    async fn petition(&self, ask: Petition, request: RequestKey) -> Result<Petitioned, StoreError> {
        still(self.0.petition(ask, request)).await
    }

    async fn claim(&self, claim: Claim) -> Result<Option<Claimed>, StoreError> {
        still(self.0.claim(claim)).await
    }

    async fn renew(&self, leases: Vec<Lease>, until: SystemTime) -> Result<Vec<Lease>, StoreError> {
        still(self.0.renew(leases, until)).await
    }

    async fn record(
        &self,
        lease: Lease,
        records: Vec<Record>,
        at: SystemTime,
    ) -> Result<i64, StoreError> {
        still(self.0.record(lease, records, at)).await
    }

    async fn take_over(&self) -> Result<Vec<Job>, StoreError> {
        still(self.0.take_over()).await
    }

    async fn sweep(&self, before: SystemTime, limit: u32) -> Result<u64, StoreError> {
        still(self.0.sweep(before, limit)).await
    }

    async fn job(&self, id: JobId) -> Result<Option<Job>, StoreError> {
        still(self.0.job(id)).await
    }

    async fn jobs(&self, query: JobQuery) -> Result<Vec<Job>, StoreError> {
        still(self.0.jobs(query)).await
    }

    async fn events(&self, id: JobId, after: i64, limit: u32) -> Result<Vec<Event>, StoreError> {
        still(self.0.events(id, after, limit)).await
    }

    async fn steps(&self, id: JobId) -> Result<Vec<StepRecord>, StoreError> {
        still(self.0.steps(id)).await
    }

    async fn tally(&self) -> Result<Vec<Tally>, StoreError> {
        still(self.0.tally()).await
    }
}

#[async_trait]
impl DocumentStore for StillStore {
    async fn put(&self, document: NewDocument, at: SystemTime) -> Result<Document, StoreError> {
        still(self.0.put(document, at)).await
    }

    async fn document(&self, digest: Digest) -> Result<Option<Document>, StoreError> {
        still(self.0.document(digest)).await
    }

    async fn content(&self, digest: Digest) -> Result<Option<Vec<u8>>, StoreError> {
        still(self.0.content(digest)).await
    }
}

#[async_trait]
impl BundleStore for StillStore {
    async fn note_bundle(
        &self,
        digest: Digest,
        files: BundleFiles,
        at: SystemTime,
    ) -> Result<(), StoreError> {
        still(self.0.note_bundle(digest, files, at)).await
    }

    async fn bundle(&self, digest: Digest) -> Result<Option<BundleFiles>, StoreError> {
        still(self.0.bundle(digest)).await
    }
}

#[async_trait]
impl RecollectionStore for StillStore {
    async fn recall(&self, arns: &[String]) -> Result<Vec<Recollection>, StoreError> {
        still(self.0.recall(arns)).await
    }

    async fn remember(&self, things: Vec<Recollection>, at: SystemTime) -> Result<(), StoreError> {
        still(self.0.remember(things, at)).await
    }
}

#[async_trait]
impl PlanStore for StillStore {
    async fn plan(&self, id: PlanId) -> Result<Option<SavedPlan>, StoreError> {
        still(self.0.plan(id)).await
    }

    async fn plans(&self, query: PlanQuery) -> Result<Vec<SavedPlan>, StoreError> {
        still(self.0.plans(query)).await
    }

    async fn petition_plan(
        &self,
        petition: PlanPetition,
        request: RequestKey,
    ) -> Result<PlanPetitioned, StoreError> {
        still(self.0.petition_plan(petition, request)).await
    }

    async fn take_plan(
        &self,
        lease: Lease,
        plan: PlanId,
        at: SystemTime,
    ) -> Result<Result<(), PlanForbidden>, StoreError> {
        still(self.0.take_plan(lease, plan, at)).await
    }

    async fn outdate_plan(
        &self,
        lease: Lease,
        plan: PlanId,
        why: JobError,
        at: SystemTime,
    ) -> Result<(), StoreError> {
        still(self.0.outdate_plan(lease, plan, why, at)).await
    }
}

#[async_trait]
impl AlertStore for StillStore {
    async fn alerts(&self, subject: &str) -> Result<Vec<Alert>, StoreError> {
        still(self.0.alerts(subject)).await
    }

    async fn notices(&self, now: SystemTime, limit: u32) -> Result<Vec<Notice>, StoreError> {
        still(self.0.notices(now, limit)).await
    }

    async fn next_notice(&self) -> Result<Option<SystemTime>, StoreError> {
        still(self.0.next_notice()).await
    }

    async fn notice_told(&self, notice: Uuid) -> Result<(), StoreError> {
        still(self.0.notice_told(notice)).await
    }

    async fn notice_untold(&self, notice: Uuid, next: SystemTime) -> Result<(), StoreError> {
        still(self.0.notice_untold(notice, next)).await
    }

    async fn alert_tally(&self) -> Result<Vec<(AlertKind, u64)>, StoreError> {
        still(self.0.alert_tally()).await
    }
}

#[async_trait]
impl ScheduleStore for StillStore {
    async fn schedules(&self, subject: &str) -> Result<Vec<Schedule>, StoreError> {
        still(self.0.schedules(subject)).await
    }

    async fn due(&self, now: SystemTime, limit: u32) -> Result<Vec<Schedule>, StoreError> {
        still(self.0.due(now, limit)).await
    }

    async fn next_due(&self) -> Result<Option<SystemTime>, StoreError> {
        still(self.0.next_due()).await
    }

    async fn fire(&self, firing: Firing) -> Result<Fired, StoreError> {
        still(self.0.fire(firing)).await
    }

    async fn unschedule(&self, targets: &BTreeSet<TargetName>) -> Result<(), StoreError> {
        still(self.0.unschedule(targets)).await
    }
}

#[async_trait]
impl AgentStore for StillStore {
    async fn recall_agents(
        &self,
        place: &AgentPlace,
        usernames: &[Username],
    ) -> Result<Vec<Entry>, StoreError> {
        still(self.0.recall_agents(place, usernames)).await
    }

    async fn holders(
        &self,
        place: &AgentPlace,
        emails: &[Email],
    ) -> Result<Vec<Entry>, StoreError> {
        still(self.0.holders(place, emails)).await
    }

    async fn remember_agents(
        &self,
        place: &AgentPlace,
        entries: Vec<Entry>,
    ) -> Result<(), StoreError> {
        still(self.0.remember_agents(place, entries)).await
    }

    async fn date_agents(
        &self,
        place: &AgentPlace,
        times: &[(Username, i64)],
    ) -> Result<(), StoreError> {
        still(self.0.date_agents(place, times)).await
    }

    async fn forget_agents(
        &self,
        place: &AgentPlace,
        usernames: &[Username],
    ) -> Result<(), StoreError> {
        still(self.0.forget_agents(place, usernames)).await
    }

    async fn agents(&self, query: AgentQuery) -> Result<Vec<Entry>, StoreError> {
        still(self.0.agents(query)).await
    }
}

#[async_trait]
impl ArrivalStore for StillStore {
    async fn unmet(
        &self,
        watch: &str,
        objects: Vec<ObjectVersion>,
    ) -> Result<Vec<ObjectVersion>, StoreError> {
        still(self.0.unmet(watch, objects)).await
    }

    async fn arrive(&self, arriving: Arriving) -> Result<Arrived, StoreError> {
        still(self.0.arrive(arriving)).await
    }

    async fn arrivals(&self, query: ArrivalQuery) -> Result<Vec<Arrival>, StoreError> {
        still(self.0.arrivals(query)).await
    }
}

/// Awaits `call` with the clock held still: it does not move on by itself while a blocking task runs.
async fn still<T>(call: impl Future<Output = T>) -> T {
    let (done, wait) = mpsc::channel::<()>();
    let holding = tokio::task::spawn_blocking(move || wait.recv());
    let answer = call.await;
    drop(done);
    let _ = holding.await;
    answer
}
