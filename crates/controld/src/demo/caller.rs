//! A caller of the daemon.

use std::net::SocketAddr;

use anyhow::{Context, bail};
#[cfg(feature = "athena")]
use control_api::v1::analytics_share_service_client::AnalyticsShareServiceClient;
use control_api::v1::{
    self as pb, agent_service_client::AgentServiceClient,
    contact_center_service_client::ContactCenterServiceClient,
    flow_service_client::FlowServiceClient, governance_service_client::GovernanceServiceClient,
    job::Result as Outcome, job_event::Event, job_service_client::JobServiceClient,
};
use tonic::transport::{Channel, Endpoint};

use super::Say;

/// A caller of the daemon.
pub(super) struct Caller {
    centers: ContactCenterServiceClient<Channel>,
    flows: FlowServiceClient<Channel>,
    agents: AgentServiceClient<Channel>,
    #[cfg(feature = "athena")]
    shares: AnalyticsShareServiceClient<Channel>,
    governance: GovernanceServiceClient<Channel>,
    jobs: JobServiceClient<Channel>,
}

// === impl Caller ===

impl Caller {
    pub(super) async fn dial(address: SocketAddr) -> anyhow::Result<Self> {
        let channel = Endpoint::from_shared(format!("http://{address}"))?
            .connect()
            .await?;
        Ok(Self {
            centers: ContactCenterServiceClient::new(channel.clone()),
            flows: FlowServiceClient::new(channel.clone()),
            agents: AgentServiceClient::new(channel.clone()),
            #[cfg(feature = "athena")]
            shares: AnalyticsShareServiceClient::new(channel.clone()),
            governance: GovernanceServiceClient::new(channel.clone()),
            jobs: JobServiceClient::new(channel),
        })
    }

    /// Applies a spec and follows the job to its end.
    pub(super) async fn apply(
        &mut self,
        request: pb::ApplyContactCenterRequest,
        say: Say<'_>,
    ) -> anyhow::Result<pb::ApplyResult> {
        let job = self.centers.apply_contact_center(request).await?;
        match self.result(job.into_inner(), say).await? {
            Outcome::Apply(applied) => Ok(applied),
            other => bail!("an apply ended with {other:?}"),
        }
    }

    /// Exports flows and follows the job to its end.
    pub(super) async fn export(
        &mut self,
        request: pb::ExportFlowsRequest,
        say: Say<'_>,
    ) -> anyhow::Result<pb::ExportFlowsResult> {
        let job = self.flows.export_flows(request).await?;
        match self.result(job.into_inner(), say).await? {
            Outcome::ExportFlows(exported) => Ok(exported),
            other => bail!("an export ended with {other:?}"),
        }
    }

    /// Deploys flows and follows the job to its end.
    pub(super) async fn deploy(
        &mut self,
        request: pb::DeployFlowsRequest,
        say: Say<'_>,
    ) -> anyhow::Result<pb::DeployFlowsResult> {
        let job = self.flows.deploy_flows(request).await?;
        match self.result(job.into_inner(), say).await? {
            Outcome::DeployFlows(deployed) => Ok(deployed),
            other => bail!("a deploy ended with {other:?}"),
        }
    }

    /// Imports agents and follows the job to its end.
    pub(super) async fn import(
        &mut self,
        request: pb::ImportAgentsRequest,
        say: Say<'_>,
    ) -> anyhow::Result<pb::AgentsResult> {
        let job = self.agents.import_agents(request).await?;
        match self.result(job.into_inner(), say).await? {
            Outcome::ImportAgents(imported) => Ok(imported),
            other => bail!("an import ended with {other:?}"),
        }
    }

    /// Lists agents.
    pub(super) async fn list_agents(
        &mut self,
        request: pb::ListAgentsRequest,
    ) -> anyhow::Result<Vec<pb::KnownAgent>> {
        let listed = self.agents.list_agents(request).await?;
        Ok(listed.into_inner().agents)
    }

    /// Ensures a share and follows the job to its end.
    #[cfg(feature = "athena")]
    pub(super) async fn ensure(
        &mut self,
        request: pb::EnsureShareRequest,
        say: Say<'_>,
    ) -> anyhow::Result<pb::EnsureShareResult> {
        let job = self.shares.ensure_share(request).await?;
        match self.result(job.into_inner(), say).await? {
            Outcome::EnsureShare(ensured) => Ok(ensured),
            other => bail!("an ensure ended with {other:?}"),
        }
    }

    /// Verifies a share and follows the job to its end.
    #[cfg(feature = "athena")]
    pub(super) async fn verify(
        &mut self,
        request: pb::VerifyShareRequest,
        say: Say<'_>,
    ) -> anyhow::Result<pb::VerifyShareResult> {
        let job = self.shares.verify_share(request).await?;
        match self.result(job.into_inner(), say).await? {
            Outcome::VerifyShare(verified) => Ok(verified),
            other => bail!("a verification ended with {other:?}"),
        }
    }

    /// Puts a question to the tables of a share.
    #[cfg(feature = "athena")]
    pub(super) async fn query(
        &mut self,
        request: pb::QueryShareRequest,
    ) -> anyhow::Result<tonic::Streaming<pb::QueryShareResponse>> {
        Ok(self.shares.query_share(request).await?.into_inner())
    }

    /// Assesses an instance and follows the job to its end.
    pub(super) async fn assess(
        &mut self,
        request: pb::AssessInstanceRequest,
        say: Say<'_>,
    ) -> anyhow::Result<pb::AssessResult> {
        let job = self.governance.assess_instance(request).await?;
        match self.result(job.into_inner(), say).await? {
            Outcome::Assess(assessed) => Ok(assessed),
            other => bail!("an assessment ended with {other:?}"),
        }
    }

    /// Makes what governance declares so and follows the job to its end.
    pub(super) async fn govern(
        &mut self,
        request: pb::EnsureGovernanceRequest,
        say: Say<'_>,
    ) -> anyhow::Result<pb::GovernanceChanges> {
        let job = self.governance.ensure_governance(request).await?;
        match self.result(job.into_inner(), say).await? {
            Outcome::EnsureGovernance(changes) => Ok(changes),
            other => bail!("an upkeep ended with {other:?}"),
        }
    }

    /// Mends what was found and follows the job to its end.
    pub(super) async fn mend(
        &mut self,
        request: pb::MendFindingsRequest,
        say: Say<'_>,
    ) -> anyhow::Result<pb::MendResult> {
        let job = self.governance.mend_findings(request).await?;
        match self.result(job.into_inner(), say).await? {
            Outcome::Mend(mended) => Ok(mended),
            other => bail!("mending ended with {other:?}"),
        }
    }

    /// What comes of a job once it is at rest.
    async fn result(&mut self, job: pb::Job, say: Say<'_>) -> anyhow::Result<Outcome> {
        self.follow(&job.name, say).await?;
        let request = pb::GetJobRequest { name: job.name };
        let job = self.jobs.get_job(request).await?.into_inner();
        if job.state() != pb::job::State::Succeeded {
            let error = job.error.unwrap_or_default();
            bail!(
                "{} ended with {}: {}",
                job.name,
                error.reason,
                error.message
            );
        }
        job.result
            .with_context(|| format!("{} has no result", job.name))
    }

    /// Tells what happens, until the job is at rest.
    async fn follow(&mut self, job: &str, say: Say<'_>) -> anyhow::Result<()> {
        let request = pb::WatchJobRequest {
            name: job.to_owned(),
            after: 0,
        };
        let mut events = self.jobs.watch_job(request).await?.into_inner();
        while let Some(event) = events.message().await.context("watching the job")? {
            if let Some(line) = event.event.and_then(line) {
                say(&format!("  {line}"))?;
            }
        }
        Ok(())
    }
}

/// What is worth a line.
fn line(event: Event) -> Option<String> {
    match event {
        Event::StepsPlanned(planned) if planned.steps == 0 => Some("nothing to do".to_owned()),
        Event::StepsPlanned(planned) if planned.steps == 1 => Some("1 step".to_owned()),
        Event::StepsPlanned(planned) => Some(format!("{} steps", planned.steps)),
        Event::StepDone(done) => Some(format!("done    {}", done.step)),
        Event::StepFailed(failed) => Some(format!("failed  {}: {}", failed.step, failed.message)),
        Event::StepRepeating(again) => Some(format!("again   {}: {}", again.step, again.message)),
        _ => None,
    }
}
