//! The daemon dies before and after every commit of its store, and nothing is lost or doubled.

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
use connect_model::TargetName;
use connect_resources::Recollection;
use controld::{
    jobs::{
        Alert, AlertKind, BundleFiles, Demand, Digest, Event, Job, JobError, JobId, Notice,
        PlanForbidden, PlanId, SavedPlan, Schedule, State, Worker, WorkerSettings,
    },
    store::{
        AlertStore, BundleStore, Claim, Claimed, Document, DocumentStore, Fired, Firing, JobQuery,
        JobStore, Lease, NewDocument, NewJob, Petition, Petitioned, PlanPetition, PlanPetitioned,
        PlanQuery, PlanStore, RecollectionStore, Record, RequestKey, ScheduleStore, Sqlite,
        StepRecord, StoreError, Submitted, Tally,
    },
};
use tokio::sync::Notify;
use uuid::Uuid;

use crate::bench::{Bench, LONG};

/// A store that dies at its nth commit, before or after it. Dead, it answers nothing.
struct DyingStore {
    inner: Sqlite,
    commits: AtomicUsize,
    dies_at: usize,
    after: bool,
    /// When false, intents are not recorded: the negative control.
    records_intents: bool,
    has_claimed: AtomicBool,
    death: Notify,
}

/// Where a life ends: at which commit, and whether after it took effect.
#[derive(Clone, Copy, Debug)]
struct Death {
    commit: usize,
    after: bool,
}

/// What is wrong in the end, and how many commits the last life took.
struct Verdict {
    violations: Vec<String>,
    commits: usize,
}

// === impl DyingStore ===

impl DyingStore {
    async fn open(path: &Path, death: Option<Death>, records_intents: bool) -> Arc<Self> {
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

/// The commits of a life without a death: take over, submit, claim, plan, two for each of three
/// steps, end.
const COMMITS: usize = 11;

#[tokio::test]
async fn a_death_at_any_commit_loses_and_doubles_nothing() {
    let verdict = lives(&[], true).await;
    assert_eq!((verdict.violations, verdict.commits), (vec![], COMMITS));
    for death in deaths(COMMITS) {
        let verdict = lives(&[death], true).await;
        assert_eq!(verdict.violations, [""; 0], "{death:?}");
    }
    let beyond = Death {
        commit: COMMITS + 1,
        after: false,
    };
    let died = lives(&[beyond], true).await.commits;
    assert_eq!(died, COMMITS, "there is no further boundary");
}

#[tokio::test]
async fn two_deaths_lose_and_double_nothing() {
    let pairs = deaths(COMMITS).flat_map(|one| deaths(COMMITS).map(move |two| [one, two]));
    // All 484 pairs take half a minute; every 7th by default shares no factor with a round of 22.
    let stride = if std::env::var_os("TRUNKLINE_RELIABILITY").is_some() {
        1
    } else {
        7
    };
    for pair in pairs.step_by(stride) {
        let verdict = lives(&pair, true).await;
        assert_eq!(verdict.violations, [""; 0], "{pair:?}");
    }
}

#[tokio::test]
async fn without_recorded_intents_the_checker_sees_twins() {
    let mut violations = Vec::new();
    for death in deaths(COMMITS) {
        violations.extend(lives(&[death], false).await.violations);
    }
    assert!(
        violations
            .iter()
            .any(|what| what.contains("turned 2 times")),
        "{violations:?}"
    );
}

fn deaths(commits: usize) -> impl Iterator<Item = Death> + Clone {
    (1..=commits).flat_map(|commit| [false, true].map(|after| Death { commit, after }))
}

/// A client that insists on one job, through these deaths and one last life without.
async fn lives(deaths: &[Death], records_intents: bool) -> Verdict {
    crate::rpc::telemetry::install();
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("store.db");
    let first = DyingStore::open(&path, deaths.first().copied(), records_intents).await;
    let mut bench = Bench::over(first.clone(), folder);
    let demand = bench.demand("x,y,z", "k");
    let mut acknowledged = Vec::new();
    let mut store = first;
    for n in 0.. {
        let ended = live(&bench, &store, &demand, &mut acknowledged).await;
        store.inner.close().await;
        if ended {
            break;
        }
        let next = deaths.get(n + 1).copied();
        store = DyingStore::open(&path, next, records_intents).await;
        bench = bench.restarted(store.clone());
    }
    Verdict {
        violations: violations(&bench, &path, &acknowledged).await,
        commits: store.commits.load(Ordering::SeqCst),
    }
}

/// One life of the daemon; false when it died.
async fn live(
    bench: &Bench,
    store: &DyingStore,
    demand: &Demand,
    acknowledged: &mut Vec<JobId>,
) -> bool {
    let nobody = |_: &Job| None;
    let Ok(_worker) = Worker::start(&bench.jobs, WorkerSettings::default(), nobody).await else {
        return false;
    };
    let Ok(job) = bench.jobs.submit(demand.clone()).await else {
        return false;
    };
    acknowledged.push(job.id);
    tokio::select! {
        biased;
        () = store.death.notified() => false,
        job = bench.jobs.wait(job.id, LONG) => job.is_ok_and(|job| job.state.is_at_rest()),
    }
}

/// Compares what the client was told, what the store holds, and what the world holds.
async fn violations(bench: &Bench, path: &Path, acknowledged: &[JobId]) -> Vec<String> {
    let store = Sqlite::open(path).await.unwrap();
    let mut violations = Vec::new();
    let jobs = store
        .jobs(JobQuery {
            limit: 9,
            ..JobQuery::default()
        })
        .await
        .unwrap();
    if jobs.len() != 1 {
        violations.push(format!("there are {} jobs", jobs.len()));
    }
    for job in &jobs {
        if job.state != State::Succeeded {
            violations.push(format!("the job ended {}", job.state.word()));
        }
        let events = store.events(job.id, 0, 1000).await.unwrap();
        let numbers: Vec<_> = events.iter().map(|event| event.number).collect();
        if numbers != (1..=job.last_event).collect::<Vec<_>>() {
            violations.push(format!("the events are {numbers:?}"));
        }
        if acknowledged.iter().any(|id| *id != job.id) {
            violations.push(format!("the client was told {acknowledged:?}"));
        }
    }
    let turned = bench.world.turned();
    for name in ["x", "y", "z"] {
        let times = turned.get(name).copied().unwrap_or(0);
        if times != 1 {
            violations.push(format!("{name} was turned {times} times"));
        }
    }
    violations
}
