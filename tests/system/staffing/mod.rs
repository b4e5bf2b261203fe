//! Agents from the outside: over gRPC, as jobs.

mod arrivals;
mod secrecy;
mod surface;
mod table;

use control_api::v1::{
    self as pb, agent_service_client::AgentServiceClient, import_agents_request::File,
    job::Result as Outcome,
};
use tonic::{Response, Status, transport::Channel};

use crate::daemon::{House, Resident, uuid};

pub(crate) const TARGET: &str = "targets/plain";
pub(crate) const ALIAS: &str = "people";

/// The centre whose agents they are.
const CENTER: &str = "
instance: { alias: people }
hours_of_operation:
  - { name: Day, time_zone: Europe/London, config: [{ day: MONDAY, start: '09:00', end: '17:00' }] }
queues:
  - { name: Service, hours: Day }
routing_profiles:
  - name: Advisers
    default_outbound_queue: Service
    media_concurrencies: [{ channel: VOICE, concurrency: 1 }]
    queue_configs: [{ channel: VOICE, queue: Service }]
  - name: Leavers
    default_outbound_queue: Service
    media_concurrencies: [{ channel: VOICE, concurrency: 1 }]
hierarchy:
  levels: [Department, Team]
  groups: [{ path: Care }, { path: Care/Late }]
";

pub(crate) const FILE: &str = "\
username,first_name,last_name,email,routing_profile,security_profiles,hierarchy
ada,Ada,Lovelace,ada@example.com,Advisers,Agent,Care/Late
bob,Bob,Noyce,bob@example.com,Advisers,Agent,Care
carol,Carol,Shaw,carol@example.com,Advisers,Agent,
";

/// Somebody who brings agents.
pub(crate) struct Staffer {
    pub(crate) resident: Resident,
    pub(crate) agents: AgentServiceClient<Channel>,
}

// === impl Staffer ===

impl Staffer {
    /// With an instance that has nobody in it.
    pub(crate) async fn new(house: &House) -> Self {
        let staffer = Self::of(house).await;
        staffer.resident.applied(CENTER).await;
        house.simulator.reset_calls();
        staffer
    }

    /// With what an earlier one left.
    pub(crate) async fn of(house: &House) -> Self {
        let resident = house.daemon("staff").await;
        let agents = resident.agents();
        Self { resident, agents }
    }

    /// The job once it is at rest.
    pub(crate) async fn rest(&self, job: Result<Response<pb::Job>, Status>) -> pb::Job {
        self.resident.rest(&job.unwrap().into_inner().name).await
    }

    /// The job of a file.
    pub(crate) async fn import(&mut self, request: pb::ImportAgentsRequest) -> pb::Job {
        let job = self.agents.import_agents(request).await;
        self.rest(job).await
    }

    /// What came of a file whose job is expected to succeed.
    pub(crate) async fn imported(&mut self, text: &str) -> pb::AgentsResult {
        let job = self.import(import(text)).await;
        match succeeded(job) {
            Outcome::ImportAgents(result) => result,
            other => panic!("{other:#?}"),
        }
    }

    /// The logins that are listed.
    pub(crate) async fn listed(&mut self, request: pb::ListAgentsRequest) -> Vec<String> {
        let request = pb::ListAgentsRequest {
            target: TARGET.into(),
            alias: ALIAS.into(),
            ..request
        };
        let listed = self.agents.list_agents(request).await.unwrap().into_inner();
        let agents = listed.agents.into_iter();
        agents.map(|known| known.agent.unwrap().username).collect()
    }
}

pub(crate) fn succeeded(job: pb::Job) -> Outcome {
    assert_eq!(job.state(), pb::job::State::Succeeded, "{job:#?}");
    assert_eq!(job.subject, "targets/plain/centers/people");
    job.result.unwrap()
}

/// A request for a file that travels along.
pub(crate) fn import(text: &str) -> pb::ImportAgentsRequest {
    let source = pb::SourceFile {
        path: "agents.csv".into(),
        content: Some(pb::source_file::Content::Text(text.into())),
    };
    pb::ImportAgentsRequest {
        target: TARGET.into(),
        alias: ALIAS.into(),
        file: Some(File::Source(source)),
        request_id: uuid(),
        ..Default::default()
    }
}

pub(crate) fn tally(result: &pb::AgentsResult) -> pb::AgentTally {
    result.tally.clone().unwrap()
}
