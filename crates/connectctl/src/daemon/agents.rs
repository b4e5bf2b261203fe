//! The methods about agents.

use control_api::v1::{self as pb, agent_service_client::AgentServiceClient};
use tonic::transport::Channel;

use super::{ANSWER_BYTES_MAX, Daemon};
use crate::status::Failure;

impl Daemon<'_> {
    pub(crate) async fn import_agents(
        &self,
        request: pb::ImportAgentsRequest,
    ) -> Result<pb::Job, Failure> {
        self.call(request, async |channel, request| {
            agents(channel).import_agents(request).await
        })
        .await
    }

    pub(crate) async fn upsert_agent(
        &self,
        request: pb::UpsertAgentRequest,
    ) -> Result<pb::Job, Failure> {
        self.call(request, async |channel, request| {
            agents(channel).upsert_agent(request).await
        })
        .await
    }

    pub(crate) async fn remove_agent(
        &self,
        request: pb::RemoveAgentRequest,
    ) -> Result<pb::Job, Failure> {
        self.call(request, async |channel, request| {
            agents(channel).remove_agent(request).await
        })
        .await
    }

    pub(crate) async fn list_agents(
        &self,
        request: pb::ListAgentsRequest,
    ) -> Result<pb::ListAgentsResponse, Failure> {
        self.call(request, async |channel, request| {
            agents(channel).list_agents(request).await
        })
        .await
    }

    pub(crate) async fn list_arrivals(
        &self,
        request: pb::ListArrivalsRequest,
    ) -> Result<pb::ListArrivalsResponse, Failure> {
        self.call(request, async |channel, request| {
            agents(channel).list_arrivals(request).await
        })
        .await
    }
}

fn agents(channel: Channel) -> AgentServiceClient<Channel> {
    AgentServiceClient::new(channel).max_decoding_message_size(ANSWER_BYTES_MAX)
}
