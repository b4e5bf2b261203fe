//! The real services over real sockets on loopback.

mod bad_input;
mod drain;
mod fuzz;
mod governance;
mod review;
mod service;
mod share;
mod takeover;
pub(crate) mod telemetry;
mod transport;

use std::{
    collections::{BTreeMap, BTreeSet},
    sync::Arc,
    time::Duration,
};

use connect_model::{Target, TargetName};
use control_api::v1::{
    self as pb, agent_service_client::AgentServiceClient,
    analytics_share_service_client::AnalyticsShareServiceClient,
    contact_center_service_client::ContactCenterServiceClient,
    document_service_client::DocumentServiceClient, flow_service_client::FlowServiceClient,
    governance_service_client::GovernanceServiceClient, job_service_client::JobServiceClient,
    plan_service_client::PlanServiceClient, region_service_client::RegionServiceClient,
    target_service_client::TargetServiceClient,
};
use controld::{
    config::{Config, TelemetryConfig},
    ids::{Ids, RandomIds},
    jobs::WorkerSettings,
    reason,
    rpc::Limits,
    serve::{Daemon, Parts},
};
use reconcile::WallClock;
use serde_json::json;
use tempfile::TempDir;
use tonic::{Code, Status, transport::Channel};
use tonic_types::StatusExt;

use crate::switches::Switches;

/// A daemon, its world, and a connection to it.
pub(crate) struct Rig {
    pub(crate) daemon: Daemon,
    pub(crate) world: Arc<Switches>,
    pub(crate) channel: Channel,
    folder: TempDir,
}

// === impl Rig ===

impl Rig {
    pub(crate) async fn new() -> Self {
        Self::limited(Limits::default()).await
    }

    pub(crate) async fn limited(limits: Limits) -> Self {
        telemetry::install();
        let folder = tempfile::tempdir().unwrap();
        let world = Arc::new(Switches::default());
        let daemon = start(&folder, &world, limits).await;
        let channel = connect(&daemon).await;
        Self {
            daemon,
            world,
            channel,
            folder,
        }
    }

    pub(crate) fn centers(&self) -> ContactCenterServiceClient<Channel> {
        ContactCenterServiceClient::new(self.channel.clone())
    }

    pub(crate) fn jobs(&self) -> JobServiceClient<Channel> {
        JobServiceClient::new(self.channel.clone())
    }

    pub(crate) fn flows(&self) -> FlowServiceClient<Channel> {
        FlowServiceClient::new(self.channel.clone())
    }

    pub(crate) fn governance(&self) -> GovernanceServiceClient<Channel> {
        GovernanceServiceClient::new(self.channel.clone())
    }

    pub(crate) fn regions(&self) -> RegionServiceClient<Channel> {
        RegionServiceClient::new(self.channel.clone())
    }

    pub(crate) fn agents(&self) -> AgentServiceClient<Channel> {
        AgentServiceClient::new(self.channel.clone())
    }

    pub(crate) fn shares(&self) -> AnalyticsShareServiceClient<Channel> {
        AnalyticsShareServiceClient::new(self.channel.clone())
    }

    pub(crate) fn documents(&self) -> DocumentServiceClient<Channel> {
        DocumentServiceClient::new(self.channel.clone())
    }

    pub(crate) fn plans(&self) -> PlanServiceClient<Channel> {
        PlanServiceClient::new(self.channel.clone())
    }

    pub(crate) fn targets(&self) -> TargetServiceClient<Channel> {
        TargetServiceClient::new(self.channel.clone())
    }

    /// Starts a job that turns these switches.
    pub(crate) async fn start(&self, steps: &str) -> pb::Job {
        let request = apply(steps);
        let job = self.centers().apply_contact_center(request).await;
        job.unwrap().into_inner()
    }

    /// The job once it is at rest.
    pub(crate) async fn rest(&self, name: &str) -> pb::Job {
        let request = pb::WaitJobRequest {
            name: name.into(),
            timeout: Some(prost_types::Duration {
                seconds: 60,
                nanos: 0,
            }),
        };
        self.jobs().wait_job(request).await.unwrap().into_inner()
    }
}

async fn start(folder: &TempDir, world: &Arc<Switches>, limits: Limits) -> Daemon {
    let loopback = "127.0.0.1:0".parse().unwrap();
    let config = Config {
        data_dir: folder.path().join("data"),
        listen: loopback,
        http_listen: loopback,
        sim_listen: None,
        agent_table: None,
        agent_database: None,
        agent_watches: Vec::new(),
        agent_files: None,
        reflection: true,
        targets: BTreeMap::from([target("local"), target("other"), target("third")]),
        simulated: BTreeSet::from([TargetName::new("local").unwrap()]),
        guarded: BTreeSet::from([TargetName::new("third").unwrap()]),
        caller_header: Some("x-forwarded-user".parse().unwrap()),
        worker: WorkerSettings::default(),
        limits,
        retention: Duration::from_hours(720),
        grace: Duration::from_secs(20),
        telemetry: TelemetryConfig::default(),
    };
    let parts = Parts {
        works: world.works(),
        reader: Arc::clone(&world.lines) as _,
        herald: Arc::clone(&world.lines) as _,
        rosters: None,
        lookout: Arc::clone(&world.lines) as _,
        page: None,
        clock: Arc::new(WallClock),
        ids: Arc::new(RandomIds),
    };
    Daemon::start(&config, parts).await.unwrap()
}

async fn connect(daemon: &Daemon) -> Channel {
    let address = format!("http://{}", daemon.grpc_address());
    Channel::from_shared(address)
        .unwrap()
        .connect()
        .await
        .unwrap()
}

fn target(name: &str) -> (TargetName, Target) {
    let target = json!({
        "name": name,
        "account": "111111111111",
        "region": "eu-west-2",
        "labels": {"stage": if name == "third" { "prod" } else { "test" }},
    });
    let target: Target = serde_json::from_value(target).unwrap();
    (target.name.clone(), target)
}

pub(crate) fn uuid() -> String {
    RandomIds.fresh().to_string()
}

/// A request to turn these switches.
pub(crate) fn apply(steps: &str) -> pb::ApplyContactCenterRequest {
    pb::ApplyContactCenterRequest {
        target: "targets/other".into(),
        request_id: uuid(),
        spec: Some(spec("a spec", steps)),
        ..Default::default()
    }
}

pub(crate) fn spec(text: &str, steps: &str) -> pb::Spec {
    let content = pb::source_file::Content::Text(text.into());
    pb::Spec {
        specs: vec![pb::SourceFile {
            path: "center.yaml".into(),
            content: Some(content),
        }],
        files: Vec::new(),
        variables: BTreeMap::from([("steps".into(), steps.into()), ("locks".into(), "k".into())]),
    }
}

/// The reason of a status, after checking it against the table of reasons.
pub(crate) fn reason_of(status: &Status) -> String {
    let details = status.get_error_details();
    let info = details
        .error_info()
        .unwrap_or_else(|| panic!("no reason in {status:?}"));
    assert_eq!(info.domain, reason::DOMAIN);
    let known = reason::TABLE.iter().find(|known| known.name == info.reason);
    let known = known.unwrap_or_else(|| panic!("{} is not in the table", info.reason));
    assert_eq!(known.status, word(status.code()), "{}", info.reason);
    let keys: BTreeSet<_> = info.metadata.keys().map(String::as_str).collect();
    assert_eq!(
        keys,
        known.metadata.iter().copied().collect::<BTreeSet<_>>(),
        "{}",
        info.reason
    );
    info.reason.clone()
}

fn word(code: Code) -> &'static str {
    match code {
        Code::InvalidArgument => "INVALID_ARGUMENT",
        Code::NotFound => "NOT_FOUND",
        Code::FailedPrecondition => "FAILED_PRECONDITION",
        Code::PermissionDenied => "PERMISSION_DENIED",
        Code::ResourceExhausted => "RESOURCE_EXHAUSTED",
        Code::DeadlineExceeded => "DEADLINE_EXCEEDED",
        Code::Unavailable => "UNAVAILABLE",
        Code::Unimplemented => "UNIMPLEMENTED",
        Code::Internal => "INTERNAL",
        other => panic!("{other:?} is no status of ours"),
    }
}
