//! `AgentService`.

use async_trait::async_trait;
use control_api::v1::{self as pb, agent_service_server::AgentService};
use tonic::{Request, Response};

use super::{Reply, Surface};
use crate::{refusal::Refusal, wire};

#[async_trait]
impl AgentService for Surface {
    async fn import_agents(&self, request: Request<pb::ImportAgentsRequest>) -> Reply<pb::Job> {
        self.submit(wire::agent::import(request)?).await
    }

    async fn upsert_agent(&self, request: Request<pb::UpsertAgentRequest>) -> Reply<pb::Job> {
        self.submit(wire::agent::upsert(request)?).await
    }

    async fn remove_agent(&self, request: Request<pb::RemoveAgentRequest>) -> Reply<pb::Job> {
        self.submit(wire::agent::remove(request)?).await
    }

    async fn list_agents(
        &self,
        request: Request<pb::ListAgentsRequest>,
    ) -> Reply<pb::ListAgentsResponse> {
        let find = |name: &_| self.jobs.target(name);
        let listing = wire::agent::list(request, &self.pager, find)?;
        let reader = self.rosters.reader(&listing.place).await?;
        let (after, limit) = (listing.after.as_deref(), listing.limit);
        let found = reader.list(&listing.filter, after, limit).await;
        let found = found.map_err(|cause| Refusal::directory(&cause))?;
        let page = wire::agent::page(&found, &listing, &self.pager);
        Ok(Response::new(page))
    }

    async fn list_arrivals(
        &self,
        request: Request<pb::ListArrivalsRequest>,
    ) -> Reply<pb::ListArrivalsResponse> {
        let listing = wire::agent::arrivals(request, &self.pager)?;
        let found = self.store.arrivals(listing.query.clone()).await;
        let found = found.map_err(Refusal::from)?;
        let page = wire::agent::arrivals_page(found, &listing, &self.pager);
        Ok(Response::new(page))
    }
}
