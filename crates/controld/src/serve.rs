//! The daemon as a whole: what it opens, in which order, and how it lets go.

use std::{
    collections::BTreeSet,
    fs::{File, TryLockError},
    io,
    net::SocketAddr,
    path::Path,
    sync::Arc,
    time::Duration,
};

use connect_model::TargetName;
use reconcile::{Cancel, Clock};
use tokio::sync::Semaphore;

use crate::{
    config::Config,
    ids::Ids,
    inquiry::{Inquiries, ShareReader},
    jobs::{
        Equipment, Herald, Job, JobError, Jobs, Lookout, Worker, Works, start_herald, start_keeper,
        start_upkeep, start_watcher,
    },
    listen::{self, Listener, Readiness},
    reason,
    review::Reviews,
    roster::{Rosters, StoreRosters},
    rpc::{Health, Services, Surface},
    store::{ScheduleStore, Sqlite, Store, StoreError},
    takeover::Takeovers,
    task::Task,
    telemetry::MetricsPage,
    wire::Pager,
};

/// What a daemon is made of besides its configuration.
pub struct Parts {
    /// What jobs do.
    pub works: Works,
    /// What reads shared analytics.
    pub reader: Arc<dyn ShareReader>,
    /// Who tells of shares that are not as they should be.
    pub herald: Arc<dyn Herald>,
    /// Agent directories; those in the store where none are given.
    pub rosters: Option<Arc<dyn Rosters>>,
    /// Ways to where files of agents arrive.
    pub lookout: Arc<dyn Lookout>,
    /// The metrics of the process, to be served; nowhere without it.
    pub page: Option<MetricsPage>,
    /// Time.
    pub clock: Arc<dyn Clock>,
    /// Fresh names.
    pub ids: Arc<dyn Ids>,
}

/// A daemon that serves. Dropping it stops everything at once, as a crash would.
pub struct Daemon {
    jobs: Jobs,
    inquiries: Inquiries,
    store: Arc<Sqlite>,
    worker: Worker,
    upkeep: Task<()>,
    keeper: Task<()>,
    herald: Task<()>,
    watchers: Vec<Task<()>>,
    health: Health,
    readiness: Readiness,
    drain: Cancel,
    grpc: Listener,
    http: Listener,
    grace: Duration,
    _lock: File,
}

/// Why a daemon does not start.
#[derive(Debug, thiserror::Error)]
pub enum StartError {
    /// The data folder cannot be used.
    #[error("the data folder {0} cannot be used")]
    DataDir(String, #[source] io::Error),
    /// Another daemon has it.
    #[error("another controld uses the data folder {0}")]
    Locked(String),
    /// The store cannot be opened.
    #[error("the store cannot be opened")]
    Store(#[from] StoreError),
    /// An address cannot be listened on.
    #[error("cannot listen on {0}")]
    Listen(SocketAddr, #[source] io::Error),
}

// === impl Daemon ===

impl Daemon {
    /// Takes the data folder, takes over what an earlier daemon left, and serves.
    pub async fn start(config: &Config, parts: Parts) -> Result<Self, StartError> {
        let lock = lock(&config.data_dir)?;
        let store = Arc::new(Sqlite::open(&config.data_dir.join("trunkline.db")).await?);
        let jobs = Jobs::new(Equipment {
            store: Arc::clone(&store) as Arc<dyn Store>,
            works: parts.works,
            targets: config.targets.clone(),
            guarded: config.guarded.clone(),
            clock: Arc::clone(&parts.clock),
            ids: Arc::clone(&parts.ids),
        });
        let drain = Cancel::new();
        let ids = Arc::clone(&parts.ids);
        let inquiries = Inquiries::new(jobs.clone(), parts.reader, ids, drain.clone());
        let in_store = || Arc::new(StoreRosters(Arc::clone(&store) as _)) as Arc<dyn Rosters>;
        let surface = Surface {
            jobs: jobs.clone(),
            rosters: parts.rosters.unwrap_or_else(in_store),
            inquiries: inquiries.clone(),
            store: Arc::clone(&store) as Arc<dyn Store>,
            takeovers: Takeovers::new(Arc::clone(&store) as Arc<dyn Store>, parts.clock),
            reviews: Reviews::new(Arc::clone(&store) as Arc<dyn Store>),
            pager: Arc::new(Pager::new(&*parts.ids)),
            retention: config.retention,
            simulated: config.simulated.clone(),
            caller_header: config.caller_header.clone(),
            drain: drain.clone(),
            watches: (
                Arc::new(Semaphore::new(config.limits.watches_max)),
                config.limits.watches_max,
            ),
        };
        let services = Services::new(surface, config.limits, config.reflection);
        let readiness = Readiness::default();
        let grpc = listen::grpc(config.listen, services.front).await;
        let grpc = grpc.map_err(|cause| StartError::Listen(config.listen, cause))?;
        let http = listen::http(config.http_listen, readiness.clone(), parts.page).await;
        let http = http.map_err(|cause| StartError::Listen(config.http_listen, cause))?;
        let doom = |job: &Job| reset(&config.simulated, job);
        // What they are about went with the simulated AWS.
        store.unschedule(&config.simulated).await?;
        let worker = Worker::start(&jobs, config.worker, doom).await?;
        services.health.serving().await;
        readiness.set(true);
        Ok(Self {
            upkeep: start_upkeep(&jobs, config.retention),
            keeper: start_keeper(&jobs),
            herald: start_herald(&jobs, parts.herald),
            watchers: watchers(config, &jobs, &parts.lookout, &drain),
            jobs,
            inquiries,
            store,
            worker,
            health: services.health,
            readiness,
            drain,
            grpc,
            http,
            grace: config.grace,
            _lock: lock,
        })
    }

    /// Its jobs.
    pub fn jobs(&self) -> &Jobs {
        &self.jobs
    }

    /// Where it serves gRPC.
    pub fn grpc_address(&self) -> SocketAddr {
        self.grpc.address()
    }

    /// Where it serves HTTP.
    pub fn http_address(&self) -> SocketAddr {
        self.http.address()
    }

    /// Stops in order: tells that it is about to, claims no more jobs, lets running ones stop between
    /// two steps, answers the calls that are under way, and ends within the grace.
    pub async fn stop(self) {
        self.health.not_serving().await;
        self.readiness.set(false);
        self.drain.ask();
        let calls = async {
            self.grpc.stop().await;
            self.http.stop().await;
        };
        // What becomes due from now on is for the next start.
        drop(self.keeper);
        drop(self.herald);
        drop(self.watchers);
        let orderly = tokio::time::timeout(self.grace, async {
            tokio::join!(self.worker.drain(), calls, self.inquiries.all_ended());
        });
        if orderly.await.is_err() {
            tracing::warn!("the grace is over; what is left goes on with the next start");
        }
        drop(self.upkeep);
        self.store.close().await;
    }
}

/// Who meets files of agents, one for each watch.
fn watchers(
    config: &Config,
    jobs: &Jobs,
    lookout: &Arc<dyn Lookout>,
    drain: &Cancel,
) -> Vec<Task<()>> {
    let watches = config.agent_watches.iter();
    watches
        .map(|watch| start_watcher(jobs, watch.clone(), Arc::clone(lookout), drain.clone()))
        .collect()
}

/// One daemon to a data folder: what it finds unfinished there is nobody's.
fn lock(folder: &Path) -> Result<File, StartError> {
    let place = || folder.display().to_string();
    let open = || {
        std::fs::create_dir_all(folder)?;
        File::create(folder.join("LOCK"))
    };
    let file = open().map_err(|cause| StartError::DataDir(place(), cause))?;
    match file.try_lock() {
        Ok(()) => Ok(file),
        Err(TryLockError::WouldBlock) => Err(StartError::Locked(place())),
        Err(TryLockError::Error(cause)) => Err(StartError::DataDir(place(), cause)),
    }
}

/// The simulated AWS is gone with the process that held it.
fn reset(simulated: &BTreeSet<TargetName>, job: &Job) -> Option<JobError> {
    let target = &job.brief.target;
    let message = "the simulated AWS that it worked on was lost when the daemon stopped";
    let error = JobError::new(reason::SIMULATOR_RESET, message).with("target", target.as_str());
    simulated.contains(target).then_some(error)
}
