//! The daemon in this process, over a simulator in this process: it can be dropped as a crash would,
//! its clock can be moved, and its calls can be held.

use std::{
    collections::{BTreeMap, BTreeSet},
    fmt, fs,
    path::{Path, PathBuf},
    sync::{
        Arc,
        atomic::{AtomicU64, Ordering},
    },
    time::{Duration, SystemTime},
};

use async_trait::async_trait;
use aws_sim::{Builder, ManualClock, Rate, Settings, Settle, Simulator};
use aws_smithy_runtime_api::client::{
    http::{
        HttpClient, HttpConnector, HttpConnectorFuture, HttpConnectorSettings, SharedHttpClient,
        SharedHttpConnector,
    },
    orchestrator::HttpRequest,
    runtime_components::RuntimeComponents,
};
use connect_model::{Target, TargetName};
use control_api::v1::{
    self as pb, agent_service_client::AgentServiceClient,
    analytics_share_service_client::AnalyticsShareServiceClient,
    contact_center_service_client::ContactCenterServiceClient,
    document_service_client::DocumentServiceClient,
    governance_service_client::GovernanceServiceClient, job_service_client::JobServiceClient,
    plan_service_client::PlanServiceClient,
};
use controld::{
    config::{Config, TelemetryConfig},
    ids::{Ids as _, RandomIds},
    jobs::{AgentWatch, WorkerSettings},
    rpc::Limits,
    serve::{Daemon, Parts},
    work::{AgentTable, Ground, Way, herald, lookout, reader, rosters, works},
};
use reconcile::{Clock, WallClock};
use serde_json::json;
use system_tests::{files, holds, writes};
use tempfile::TempDir;
use tokio::sync::watch;
use tonic::{Request, transport::Channel};

/// The header in which these daemons are told who calls.
const CALLER: &str = "x-forwarded-user";

/// A simulated world, and data folders for daemons in it.
pub(crate) struct House {
    pub(crate) simulator: Simulator,
    clock: Arc<ShiftedClock>,
    folder: TempDir,
    agent_table: Option<AgentTable>,
}

/// A daemon with two targets in one account and Region: `plain`, and `guarded`, which asks for approval; and
/// `reader` in another account.
pub(crate) struct Resident {
    /// Dropping it is a crash.
    _daemon: Daemon,
    channel: Channel,
}

/// The machine's clock, put forward.
#[derive(Debug, Default)]
struct ShiftedClock(AtomicU64);

/// Holds calls to AWS by their method and a part of their path, for ever: the daemon that makes them
/// is going to be dropped.
#[derive(Clone)]
pub(crate) struct Hold {
    method: &'static str,
    path: &'static str,
    held: watch::Sender<bool>,
}

// === impl House ===

impl House {
    pub(crate) fn new() -> Self {
        Self::of(Simulator::builder())
    }

    /// A house in which nothing of AWS goes on but while it is [`moved`](Self::moved).
    pub(crate) fn by_hand() -> Self {
        let now = WallClock.now().into();
        Self::of(Simulator::builder().clock(ManualClock::starting_at(now)))
    }

    fn of(simulator: Builder) -> Self {
        let settings = Settings {
            rate: Rate::None,
            settle: Settle::Fast,
            ..Settings::default()
        };
        Self {
            simulator: simulator.settings(settings).build(),
            clock: Arc::default(),
            folder: tempfile::tempdir().unwrap(),
            agent_table: None,
        }
    }

    /// The same, where daemons keep agents in a table of the account of `plain`.
    pub(crate) fn with_agent_table(self, table: &str) -> Self {
        let target = TargetName::new("plain").unwrap();
        let table = table.to_owned();
        Self {
            agent_table: Some(AgentTable { target, table }),
            ..self
        }
    }

    /// Lets a tenth of a second pass in AWS with each call, until `done`.
    pub(crate) async fn moved<T>(&self, done: impl Future<Output = T>) -> T {
        tokio::select! {
            done = done => done,
            never = self.keep_moving() => never,
        }
    }

    async fn keep_moving(&self) -> ! {
        let mut before = 0;
        loop {
            let all: u64 = self.simulator.calls().values().map(|it| it.calls).sum();
            if all != before {
                self.simulator.advance(Duration::from_millis(100));
                before = all;
            }
            tokio::task::yield_now().await;
        }
    }

    /// How often an operation was called since the last reset.
    pub(crate) fn calls(&self, name: &str) -> u64 {
        self.simulator.calls().get(name).map_or(0, |it| it.calls)
    }

    /// Returns once an operation is called.
    pub(crate) async fn until_called(&self, name: &str) {
        while self.calls(name) == 0 {
            tokio::task::yield_now().await;
        }
    }

    /// Whether a text stands anywhere in what daemons keep.
    pub(crate) fn holds(&self, text: &str) -> bool {
        let read = |path: PathBuf| fs::read(path).unwrap();
        let mut kept = files(self.folder()).into_iter().map(read);
        kept.any(|bytes| holds(&bytes, text))
    }

    /// The folder of everything that daemons keep.
    pub(crate) fn folder(&self) -> &Path {
        self.folder.path()
    }

    /// A daemon on the data folder `name`, with what an earlier one left there.
    pub(crate) async fn daemon(&self, name: &str) -> Resident {
        self.watching(name, Vec::new()).await
    }

    /// The same; it watches where files of agents arrive.
    pub(crate) async fn watching(&self, name: &str, watches: Vec<AgentWatch>) -> Resident {
        let way = SharedHttpClient::new(self.simulator.http_client());
        self.daemon_by(name, way, watches).await
    }

    /// The same; calls that are to be held are.
    pub(crate) async fn held_daemon(&self, name: &str, hold: &Hold) -> Resident {
        let way = HeldClient {
            inner: Arc::new(self.simulator.http_client()),
            hold: hold.clone(),
        };
        let way = SharedHttpClient::new(way);
        self.daemon_by(name, way, Vec::new()).await
    }

    async fn daemon_by(
        &self,
        name: &str,
        way: SharedHttpClient,
        agent_watches: Vec<AgentWatch>,
    ) -> Resident {
        let config = Config {
            agent_watches,
            ..config(self.folder.path().join(name))
        };
        let clock = Arc::clone(&self.clock) as Arc<dyn Clock>;
        let ways = config.targets.keys().cloned();
        let ways = ways.map(|name| (name, Way::Simulated(way.clone())));
        let ground = Ground::new(config.targets.clone(), ways, Arc::clone(&clock));
        let ground = ground.with_agent_table(self.agent_table.clone());
        let ground = Arc::new(ground.with_agent_files(config.agent_files.clone()));
        let parts = Parts {
            works: works(&ground),
            reader: reader(&ground),
            herald: herald(&ground),
            rosters: rosters(&ground),
            lookout: lookout(&ground),
            page: None,
            clock,
            ids: Arc::new(RandomIds),
        };
        let daemon = Daemon::start(&config, parts).await.unwrap();
        let address = format!("http://{}", daemon.grpc_address());
        let channel = Channel::from_shared(address).unwrap();
        Resident {
            channel: channel.connect().await.unwrap(),
            _daemon: daemon,
        }
    }

    /// Puts the clock of every daemon forward.
    pub(crate) fn later(&self, length: Duration) {
        self.clock.0.fetch_add(length.as_secs(), Ordering::SeqCst);
    }

    /// Calls that may change something, since the last reset.
    pub(crate) fn writes(&self) -> Vec<String> {
        writes(&self.simulator).into_keys().collect()
    }
}

// === impl Resident ===

impl Resident {
    pub(crate) fn plans(&self) -> PlanServiceClient<Channel> {
        PlanServiceClient::new(self.channel.clone())
    }

    pub(crate) fn centers(&self) -> ContactCenterServiceClient<Channel> {
        ContactCenterServiceClient::new(self.channel.clone())
    }

    pub(crate) fn agents(&self) -> AgentServiceClient<Channel> {
        AgentServiceClient::new(self.channel.clone())
    }

    pub(crate) fn documents(&self) -> DocumentServiceClient<Channel> {
        DocumentServiceClient::new(self.channel.clone())
    }

    pub(crate) fn shares(&self) -> AnalyticsShareServiceClient<Channel> {
        AnalyticsShareServiceClient::new(self.channel.clone())
    }

    pub(crate) fn governance(&self) -> GovernanceServiceClient<Channel> {
        GovernanceServiceClient::new(self.channel.clone())
    }

    pub(crate) fn jobs(&self) -> JobServiceClient<Channel> {
        JobServiceClient::new(self.channel.clone())
    }

    /// The job once it is at rest.
    pub(crate) async fn rest(&self, name: &str) -> pb::Job {
        let request = pb::WaitJobRequest {
            name: name.to_owned(),
            timeout: Some(prost_types::Duration {
                seconds: 120,
                nanos: 0,
            }),
        };
        self.jobs().wait_job(request).await.unwrap().into_inner()
    }

    /// Applies a spec, and expects that it succeeds.
    pub(crate) async fn applied(&self, text: &str) {
        let request = pb::ApplyContactCenterRequest {
            target: "targets/plain".to_owned(),
            request_id: uuid(),
            spec: Some(spec(text)),
            ..pb::ApplyContactCenterRequest::default()
        };
        let job = self.centers().apply_contact_center(request).await;
        let job = self.rest(&job.unwrap().into_inner().name).await;
        assert_eq!(job.state(), pb::job::State::Succeeded, "{job:#?}");
    }

    /// Plans and keeps as `caller`, and answers the plan.
    pub(crate) async fn kept(&self, caller: &str, request: pb::CreatePlanRequest) -> pb::SavedPlan {
        let job = self.plans().create_plan(by(caller, request)).await;
        let job = self.rest(&job.unwrap().into_inner().name).await;
        assert_eq!(job.state(), pb::job::State::Succeeded, "{job:#?}");
        self.plan(&job.saved_plan).await
    }

    /// A kept plan as it stands.
    pub(crate) async fn plan(&self, name: &str) -> pb::SavedPlan {
        let request = pb::GetPlanRequest {
            name: name.to_owned(),
        };
        self.plans().get_plan(request).await.unwrap().into_inner()
    }
}

// === impl ShiftedClock ===

#[async_trait]
impl Clock for ShiftedClock {
    fn now(&self) -> SystemTime {
        WallClock.now() + Duration::from_secs(self.0.load(Ordering::SeqCst))
    }

    async fn sleep(&self, length: Duration) {
        WallClock.sleep(length).await;
    }
}

// === impl Hold ===

impl Hold {
    /// Holds calls with this method and with `path` in their path.
    pub(crate) fn at(method: &'static str, path: &'static str) -> Self {
        Self {
            method,
            path,
            held: watch::Sender::new(false),
        }
    }

    /// Returns once a call is held.
    pub(crate) async fn reached(&self) {
        let mut held = self.held.subscribe();
        held.wait_for(|held| *held).await.unwrap();
    }
}

#[derive(Clone)]
struct HeldClient<C> {
    inner: Arc<C>,
    hold: Hold,
}

struct HeldWay {
    inner: SharedHttpConnector,
    hold: Hold,
}

impl<C> fmt::Debug for HeldClient<C> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("HeldClient")
    }
}

impl<C: HttpClient> HttpClient for HeldClient<C> {
    fn http_connector(
        &self,
        settings: &HttpConnectorSettings,
        components: &RuntimeComponents,
    ) -> SharedHttpConnector {
        SharedHttpConnector::new(HeldWay {
            inner: self.inner.http_connector(settings, components),
            hold: self.hold.clone(),
        })
    }
}

impl fmt::Debug for HeldWay {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("HeldWay")
    }
}

impl HttpConnector for HeldWay {
    fn call(&self, request: HttpRequest) -> HttpConnectorFuture {
        let Hold { method, path, .. } = &self.hold;
        if request.method() == *method && request.uri().contains(path) {
            self.hold.held.send_replace(true);
            return HttpConnectorFuture::new(std::future::pending());
        }
        self.inner.call(request)
    }
}

fn config(data_dir: PathBuf) -> Config {
    let loopback = "127.0.0.1:0".parse().unwrap();
    let guarded = TargetName::new("guarded").unwrap();
    // Beside the data of all daemons.
    let agent_files = data_dir.with_file_name("agent-files");
    Config {
        data_dir,
        listen: loopback,
        http_listen: loopback,
        sim_listen: None,
        agent_table: None,
        agent_database: None,
        agent_watches: Vec::new(),
        agent_files: Some(agent_files),
        reflection: false,
        targets: BTreeMap::from([
            target("plain", "111111111111"),
            target("guarded", "111111111111"),
            target("reader", "222222222222"),
        ]),
        simulated: BTreeSet::new(),
        guarded: BTreeSet::from([guarded]),
        caller_header: Some(CALLER.parse().unwrap()),
        worker: WorkerSettings::default(),
        limits: Limits::default(),
        retention: Duration::from_hours(720),
        grace: Duration::from_secs(20),
        telemetry: TelemetryConfig::default(),
    }
}

fn target(name: &str, account: &str) -> (TargetName, Target) {
    let target = json!({ "name": name, "account": account, "region": "eu-west-2" });
    let target: Target = serde_json::from_value(target).unwrap();
    (target.name.clone(), target)
}

/// A request as `caller`; of nobody when that is empty.
pub(crate) fn by<T>(caller: &str, message: T) -> Request<T> {
    let mut request = Request::new(message);
    if !caller.is_empty() {
        let name = caller.parse().unwrap();
        request.metadata_mut().insert(CALLER, name);
    }
    request
}

pub(crate) fn uuid() -> String {
    RandomIds.fresh().to_string()
}

pub(crate) fn spec(text: &str) -> pb::Spec {
    let file = pb::SourceFile {
        path: "center.yaml".to_owned(),
        content: Some(pb::source_file::Content::Text(text.to_owned())),
    };
    pb::Spec {
        specs: vec![file],
        ..pb::Spec::default()
    }
}
