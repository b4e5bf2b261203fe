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
        self.submit(wire::flow::deploy(request)?).await
    }

    async fn roll_back_flows(&self, request: Request<pb::RollBackFlowsRequest>) -> Reply<pb::Job> {
        self.submit(wire::flow::roll_back(request)?).await
    }
}
