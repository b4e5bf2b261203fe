//! Jobs as the daemon does them, on a simulator in the same process and in virtual time.

use std::{
    collections::{BTreeMap, BTreeSet},
    sync::Arc,
    time::{Duration, SystemTime},
};

use aws_sim::{Settings, Simulator, TokioClock as SimClock};
use connect_aws::SharedHttpClient;
use connect_model::{Target, TargetName};
use controld::{
    ids::{CountedIds, Ids},
    jobs::{
        Caller, Demand, Digest, Equipment, Event, FileRef, Job, JobId, Jobs, Order, PlanOptions,
        SpecFiles, State, Worker, WorkerSettings,
    },
    store::{DocumentStore as _, JobStore as _},
    work::{Ground, Way, works},
};
use reconcile::{Clock, TokioClock};
use serde_json::json;
use tempfile::TempDir;
use uuid::Uuid;

use crate::{calls::writes, desk::EPOCH, still::StillStore};

/// Longer than any job takes; it ends what would otherwise hang.
const LONG: Duration = Duration::from_hours(24);

/// Jobs, somebody who works on them, and the world that they are about.
pub struct Office {
    /// The simulator.
    pub simulator: Simulator,
    /// The jobs.
    pub jobs: Jobs,
    store: Arc<StillStore>,
    clock: Arc<dyn Clock>,
    ids: Arc<CountedIds>,
    _worker: Worker,
    _folder: TempDir,
}

// === impl Office ===

impl Office {
    /// An empty world and no jobs.
    pub async fn new(settings: Settings) -> Self {
        Self::with(settings, vec![target()]).await
    }

    /// The same with targets of the test's own, all of them on one simulator.
    pub async fn with(settings: Settings, targets: Vec<Target>) -> Self {
        let epoch = SystemTime::UNIX_EPOCH + Duration::from_secs(1_790_000_000);
        let clock: Arc<dyn Clock> = Arc::new(TokioClock::starting_at(epoch));
        let builder = Simulator::builder().settings(settings);
        let simulator = builder.clock(SimClock::starting_at(EPOCH)).build();
        let folder = tempfile::tempdir().unwrap();
        let store = Arc::new(StillStore::open(&folder.path().join("store.db")).await);
        let ids = Arc::new(CountedIds::default());
        let way = SharedHttpClient::new(simulator.http_client());
        let entry = |target: Target| (target.name.clone(), target);
        let targets: BTreeMap<_, _> = targets.into_iter().map(entry).collect();
        let names: Vec<_> = targets.keys().cloned().collect();
        let ways = names
            .into_iter()
            .map(|name| (name, Way::Simulated(way.clone())));
        let ground = Ground::new(targets.clone(), ways, Arc::clone(&clock));
        let jobs = Jobs::new(Equipment {
            store: Arc::clone(&store) as _,
            works: works(&Arc::new(ground)),
            targets,
            guarded: BTreeSet::new(),
            clock: Arc::clone(&clock),
            ids: Arc::clone(&ids) as Arc<dyn Ids>,
        });
        let worker = Worker::start(&jobs, WorkerSettings::default(), |_| None);
        Self {
            simulator,
            _worker: worker.await.unwrap(),
            jobs,
            store,
            clock,
            ids,
            _folder: folder,
        }
    }

    /// Asks for an apply of a spec.
    pub async fn apply(&self, spec: &str) -> JobId {
        self.apply_at(&target().name, spec).await
    }

    /// The same at another target.
    pub async fn apply_at(&self, target: &TargetName, spec: &str) -> JobId {
        self.submit(target, spec, |spec| Order::ApplyCenter {
            spec,
            plan_digest: None,
            plan: None,
            options: PlanOptions::default(),
        })
        .await
    }

    /// Asks for a plan of a spec.
    pub async fn plan(&self, spec: &str) -> JobId {
        self.submit(&target().name, spec, |spec| Order::PlanCenter {
            spec,
            options: PlanOptions::default(),
            keep_s: None,
        })
        .await
    }

    /// Asks for a job that needs no files.
    pub async fn order(&self, order: Order) -> JobId {
        let demand = self.demand(&target().name, order, BTreeMap::new());
        self.jobs.submit(demand).await.unwrap().id
    }

    /// What happened to a job so far.
    pub async fn events(&self, id: JobId) -> Vec<Event> {
        self.store.events(id, 0, 10_000).await.unwrap()
    }

    /// The content of a document.
    pub async fn content(&self, digest: Digest) -> Vec<u8> {
        self.store.content(digest).await.unwrap().unwrap()
    }

    /// Asks for an apply of a spec at a target that removes what the spec does not declare any more.
    pub async fn prune_at(&self, target: &TargetName, spec: &str) -> JobId {
        self.submit(target, spec, |spec| Order::ApplyCenter {
            spec,
            plan_digest: None,
            plan: None,
            options: PlanOptions {
                prune: true,
                ..PlanOptions::default()
            },
        })
        .await
    }

    /// A demand for a job at a target.
    pub fn demand(
        &self,
        target: &TargetName,
        order: Order,
        contents: BTreeMap<Digest, Vec<u8>>,
    ) -> Demand {
        Demand {
            method: "Submit",
            request_id: self.ids.fresh(),
            validate_only: false,
            target: target.clone(),
            order,
            contents,
            labels: BTreeMap::new(),
            reason: String::new(),
            caller: Caller::default(),
        }
    }

    /// A name for a request.
    pub fn request_id(&self) -> Uuid {
        self.ids.fresh()
    }

    async fn submit(
        &self,
        target: &TargetName,
        spec: &str,
        order: impl Fn(SpecFiles) -> Order,
    ) -> JobId {
        let (order, contents) = speaking(spec, order);
        let demand = self.demand(target, order, contents);
        self.jobs.submit(demand).await.unwrap().id
    }

    /// The job once it is at rest.
    pub async fn rest(&self, id: JobId) -> Job {
        self.jobs.wait(id, LONG).await.unwrap()
    }

    /// The job, which must succeed.
    pub async fn done(&self, id: JobId) -> Job {
        let job = self.rest(id).await;
        assert_eq!(job.state, State::Succeeded, "{:#?}", job.error);
        job
    }

    /// Waits until so many steps of a job are done.
    pub async fn until_done(&self, id: JobId, steps: u32) {
        while self.jobs.get(id).await.unwrap().progress.done < steps {
            self.clock.sleep(Duration::from_secs(1)).await;
        }
    }

    /// The time since the world began.
    pub fn elapsed(&self) -> Duration {
        self.simulator.now().since(EPOCH)
    }

    /// The time since the world was so old.
    pub fn since(&self, elapsed: Duration) -> Duration {
        self.elapsed().saturating_sub(elapsed)
    }

    /// Calls that were refused for their rate.
    pub fn refused(&self) -> u64 {
        let calls = self.simulator.calls();
        calls.values().map(|calls| calls.throttled).sum()
    }

    /// Calls that were meant to change something.
    pub fn writes(&self) -> u64 {
        writes(&self.simulator).into_values().sum()
    }
}

/// An order about a spec, with its content.
fn speaking(spec: &str, order: impl Fn(SpecFiles) -> Order) -> (Order, BTreeMap<Digest, Vec<u8>>) {
    let content = spec.as_bytes().to_vec();
    let digest = Digest::of(&content);
    let files = SpecFiles {
        specs: vec![FileRef {
            path: "center.yaml".into(),
            content: digest,
        }],
        files: Vec::new(),
        variables: BTreeMap::new(),
    };
    (order(files), BTreeMap::from([(digest, content)]))
}

fn target() -> Target {
    let target = json!({"name": "local", "account": "111111111111", "region": "eu-west-2"});
    let target: Target = serde_json::from_value(target).unwrap();
    assert_eq!(target.name, TargetName::new("local").unwrap());
    target
}
