//! The gRPC services. A handler reads the request, asks, and answers; it decides nothing.

mod agent;
mod bound;
mod center;
mod document;
mod explain;
mod flow;
mod front;
mod governance;
mod job;
mod plan;
mod region;
mod share;
mod target;

use std::{collections::BTreeSet, sync::Arc, time::Duration};

use connect_model::TargetName;
use control_api::{
    DESCRIPTORS, SERVICES,
    v1::{
        agent_service_server::AgentServiceServer,
        analytics_share_service_server::AnalyticsShareServiceServer,
        contact_center_service_server::ContactCenterServiceServer,
        document_service_server::DocumentServiceServer, flow_service_server::FlowServiceServer,
        governance_service_server::GovernanceServiceServer, job_service_server::JobServiceServer,
        plan_service_server::PlanServiceServer, region_service_server::RegionServiceServer,
        target_service_server::TargetServiceServer,
    },
};
use http::HeaderName;
use reconcile::Cancel;
use tokio::sync::Semaphore;
use tonic::{Response, Status, service::Routes};
use tonic_health::{ServingStatus, server::HealthReporter};

use crate::{
    inquiry::Inquiries, jobs::Jobs, review::Reviews, roster::Rosters, store::Store,
    takeover::Takeovers, wire::Pager,
};

pub use self::front::Front;

/// What a handler answers.
type Reply<T> = Result<Response<T>, Status>;

/// Largest message that is taken.
pub const MESSAGE_BYTES_MAX: usize = 4 << 20;

/// How much is served at a time.
#[derive(Clone, Copy, Debug)]
pub struct Limits {
    /// Most calls under way, those that wait for a job not counted.
    pub calls_max: usize,
    /// Most watches and waits.
    pub watches_max: usize,
}

/// What the services need.
#[derive(Clone)]
pub struct Surface {
    /// Jobs.
    pub jobs: Jobs,
    /// Documents.
    pub store: Arc<dyn Store>,
    /// What Terraform has made.
    pub takeovers: Takeovers,
    /// Flows, judged before any contact meets them.
    pub reviews: Reviews,
    /// Agent directories.
    pub rosters: Arc<dyn Rosters>,
    /// Questions to shared analytics.
    pub inquiries: Inquiries,
    /// Tokens of pages.
    pub pager: Arc<Pager>,
    /// How long jobs at rest are kept.
    pub retention: Duration,
    /// Targets whose AWS is simulated.
    pub simulated: BTreeSet<TargetName>,
    /// The header in which a proxy says who calls.
    pub caller_header: Option<HeaderName>,
    /// Asked when the daemon is about to stop.
    pub drain: Cancel,
    /// Room for watches and waits, and how much there is.
    pub watches: (Arc<Semaphore>, usize),
}

/// The services, ready to be served, and what tells of their health.
pub struct Services {
    /// All of them behind one front.
    pub front: Front<Routes>,
    /// What health checks are told.
    pub health: Health,
}

/// What health checks are told: one word for all services.
#[derive(Clone, Debug)]
pub struct Health(HealthReporter);

// === impl Limits ===

impl Default for Limits {
    fn default() -> Self {
        Self {
            calls_max: 512,
            watches_max: 2048,
        }
    }
}

// === impl Services ===

impl Services {
    /// All services over `surface`; with `reflection` also the one that describes them.
    pub fn new(surface: Surface, limits: Limits, reflection: bool) -> Self {
        let (reporter, health) = tonic_health::server::health_reporter();
        let mut routes = Routes::builder();
        let caller_header = surface.caller_header.clone();
        routes
            .add_service(health)
            .add_service(
                AgentServiceServer::new(surface.clone())
                    .max_decoding_message_size(MESSAGE_BYTES_MAX),
            )
            .add_service(
                AnalyticsShareServiceServer::new(surface.clone())
                    .max_decoding_message_size(MESSAGE_BYTES_MAX),
            )
            .add_service(
                ContactCenterServiceServer::new(surface.clone())
                    .max_decoding_message_size(MESSAGE_BYTES_MAX),
            )
            .add_service(
                DocumentServiceServer::new(surface.clone())
                    .max_decoding_message_size(MESSAGE_BYTES_MAX),
            )
            .add_service(
                FlowServiceServer::new(surface.clone())
                    .max_decoding_message_size(MESSAGE_BYTES_MAX),
            )
            .add_service(
                GovernanceServiceServer::new(surface.clone())
                    .max_decoding_message_size(MESSAGE_BYTES_MAX),
            )
            .add_service(JobServiceServer::new(surface.clone()))
            .add_service(
                PlanServiceServer::new(surface.clone())
                    .max_decoding_message_size(MESSAGE_BYTES_MAX),
            )
            .add_service(RegionServiceServer::new(surface.clone()))
            .add_service(TargetServiceServer::new(surface));
        if reflection {
            let described = tonic_reflection::server::Builder::configure()
                .register_encoded_file_descriptor_set(DESCRIPTORS)
                .register_encoded_file_descriptor_set(tonic_health::pb::FILE_DESCRIPTOR_SET)
                .build_v1()
                .expect("the generator wrote valid descriptors");
            routes.add_service(described);
        }
        Self {
            front: Front::new(routes.routes().prepare(), limits.calls_max, caller_header),
            health: Health(reporter),
        }
    }
}

// === impl Health ===

impl Health {
    /// All services serve.
    pub async fn serving(&self) {
        self.set(ServingStatus::Serving).await;
    }

    /// No service takes new work any more.
    pub async fn not_serving(&self) {
        self.set(ServingStatus::NotServing).await;
    }

    async fn set(&self, status: ServingStatus) {
        for service in SERVICES.iter().chain(&[""]) {
            self.0.set_service_status(*service, status).await;
        }
    }
}
