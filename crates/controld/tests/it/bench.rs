//! Jobs on a bench: a store in a folder, work on switches, and workers that come and go.

use std::{
    collections::{BTreeMap, BTreeSet},
    path::PathBuf,
    sync::Arc,
    time::Duration,
};

use connect_model::{Target, TargetName};
use controld::{
    ids::{CountedIds, Ids},
    jobs::{
        Ask, Caller, Demand, Digest, Equipment, Event, FileRef, Happening, Job, JobError, JobId,
        Jobs, Order, PlanOptions, SpecFiles, Wish, Worker, WorkerSettings,
    },
    refusal::Refusal,
    store::Store,
};
use futures::TryStreamExt;
use reconcile::{Clock, WallClock};
use serde_json::json;
use tempfile::TempDir;

use crate::switches::Switches;

/// Longer than any test takes; it ends what would otherwise hang.
pub(crate) const LONG: Duration = Duration::from_mins(1);

/// A store, a world, and a desk for jobs.
pub(crate) struct Bench {
    pub(crate) world: Arc<Switches>,
    pub(crate) jobs: Jobs,
    pub(crate) ids: Arc<CountedIds>,
    folder: TempDir,
}

// === impl Bench ===

impl Bench {
    pub(crate) async fn new() -> Self {
        let (store, folder) = crate::store::sqlite().await;
        Self::over(Arc::new(store), folder)
    }

    pub(crate) fn over(store: Arc<dyn Store>, folder: TempDir) -> Self {
        let world = Arc::new(Switches::default());
        let ids = Arc::new(CountedIds::default());
        let jobs = jobs(store, &world, Arc::clone(&ids));
        Self {
            world,
            jobs,
            ids,
            folder,
        }
    }

    /// The same world and files, after a restart with another store.
    pub(crate) fn restarted(self, store: Arc<dyn Store>) -> Self {
        let jobs = jobs(store, &self.world, Arc::clone(&self.ids));
        Self { jobs, ..self }
    }

    pub(crate) fn store_path(&self) -> PathBuf {
        self.folder.path().join("store.db")
    }

    /// Somebody who works.
    pub(crate) async fn worker(&self) -> Worker {
        let nobody = |_: &Job| None::<JobError>;
        let settings = WorkerSettings::default();
        Worker::start(&self.jobs, settings, nobody).await.unwrap()
    }

    /// Starts a job that turns these switches, and holds these locks.
    pub(crate) async fn start(&self, steps: &str, locks: &str) -> JobId {
        self.jobs
            .submit(self.demand(steps, locks))
            .await
            .unwrap()
            .id
    }

    pub(crate) fn demand(&self, steps: &str, locks: &str) -> Demand {
        let content = b"a spec".to_vec();
        let digest = Digest::of(&content);
        let variables = [("steps", steps), ("locks", locks)];
        let variables = variables.into_iter().filter(|(_, value)| !value.is_empty());
        let spec = SpecFiles {
            specs: vec![FileRef {
                path: "center.yaml".into(),
                content: digest,
            }],
            files: Vec::new(),
            variables: variables
                .map(|(name, value)| (name.into(), value.into()))
                .collect(),
        };
        Demand {
            method: "ApplyContactCenter",
            request_id: self.ids.fresh(),
            validate_only: false,
            target: TargetName::new("local").unwrap(),
            order: Order::ApplyCenter {
                spec,
                plan_digest: None,
                plan: None,
                options: PlanOptions::default(),
            },
            contents: BTreeMap::from([(digest, content)]),
            labels: BTreeMap::new(),
            reason: String::new(),
            caller: Caller::default(),
        }
    }

    /// The job once it is at rest.
    pub(crate) async fn rest(&self, id: JobId) -> Job {
        let job = self.jobs.wait(id, LONG).await.unwrap();
        assert!(
            job.state.is_at_rest(),
            "jobs/{id} hangs in {}",
            job.state.word()
        );
        job
    }

    pub(crate) async fn ask(&self, job: JobId, ask: Ask) -> Result<Job, Refusal> {
        let wish = Wish {
            method: "Ask",
            request_id: self.ids.fresh(),
            validate_only: false,
            job,
            ask,
            reason: String::new(),
            caller: Caller::default(),
        };
        self.jobs.ask(wish).await
    }

    /// Waits until something has happened to a job.
    pub(crate) async fn happened(&self, id: JobId, what: impl Fn(&Happening) -> bool) {
        let events = self.jobs.watch(id, 0).await.unwrap();
        let mut events = std::pin::pin!(events);
        let seen = async {
            while let Some(event) = events.try_next().await.unwrap() {
                if what(&event.what) {
                    return;
                }
            }
            panic!("it never happened");
        };
        tokio::time::timeout(LONG, seen).await.expect("it happens");
    }

    /// Everything that is told of a job at rest.
    pub(crate) async fn told(&self, id: JobId, after: i64) -> Vec<Event> {
        let events = self.jobs.watch(id, after).await.unwrap();
        tokio::time::timeout(LONG, events.try_collect())
            .await
            .unwrap()
            .unwrap()
    }
}

fn jobs(store: Arc<dyn Store>, world: &Arc<Switches>, ids: Arc<CountedIds>) -> Jobs {
    let target = |name: &str| {
        let target = json!({"name": name, "account": "111111111111", "region": "eu-west-2"});
        let target: Target = serde_json::from_value(target).unwrap();
        (target.name.clone(), target)
    };
    Jobs::new(Equipment {
        store,
        works: world.works(),
        targets: BTreeMap::from([target("local"), target("other")]),
        guarded: BTreeSet::new(),
        clock: Arc::new(WallClock) as Arc<dyn Clock>,
        ids,
    })
}
