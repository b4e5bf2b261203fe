//! `FlowService`.

use async_trait::async_trait;
use control_api::v1::{self as pb, flow_service_server::FlowService};
use tonic::Request;

use super::{Reply, Surface};
use crate::wire;

#[async_trait]
impl FlowService for Surface {
    async fn export_flows(&self, request: Request<pb::ExportFlowsRequest>) -> Reply<pb::Job> {
        self.submit(wire::flow::export(request)?).await
    }

    async fn deploy_flows(&self, request: Request<pb::DeployFlowsRequest>) -> Reply<pb::Job> {
        let demand = wire::flow::deploy(request)?;
        self.submit(self.jobs.with_bundle(demand).await?).await
    }

    async fn roll_back_flows(&self, request: Request<pb::RollBackFlowsRequest>) -> Reply<pb::Job> {
        self.submit(wire::flow::roll_back(request)?).await
    }

    async fn release_flows(&self, request: Request<pb::ReleaseFlowsRequest>) -> Reply<pb::Job> {
        let demand = wire::release::release(request)?;
        self.submit(self.jobs.with_bundle(demand).await?).await
    }

    async fn roll_back_release(
        &self,
        request: Request<pb::RollBackReleaseRequest>,
    ) -> Reply<pb::Job> {
        let wish = wire::release::roll_back(request)?;
        self.submit(self.jobs.way_back(wish).await?).await
    }

    async fn read_contact_log(
        &self,
        request: Request<pb::ReadContactLogRequest>,
    ) -> Reply<pb::Job> {
        self.submit(wire::contact_log::read(request)?).await
    }
}
