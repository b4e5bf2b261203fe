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

    async fn check_flows(
        &self,
        request: Request<pb::CheckFlowsRequest>,
    ) -> Reply<pb::CheckFlowsResponse> {
        let found = self.reviews.ask(wire::review::check(request)?).await?;
        Ok(wire::review::answer(wire::review::checked(&found))?)
    }

    async fn diff_flows(
        &self,
        request: Request<pb::DiffFlowsRequest>,
    ) -> Reply<pb::DiffFlowsResponse> {
        let found = self.reviews.ask(wire::review::diff(request)?).await?;
        Ok(wire::review::answer(wire::review::differs(&found))?)
    }

    async fn draw_flows(
        &self,
        request: Request<pb::DrawFlowsRequest>,
    ) -> Reply<pb::DrawFlowsResponse> {
        let found = self.reviews.ask(wire::review::draw(request)?).await?;
        Ok(wire::review::answer(wire::review::drawn(&found))?)
    }

    async fn try_flows(
        &self,
        request: Request<pb::TryFlowsRequest>,
    ) -> Reply<pb::TryFlowsResponse> {
        let found = self.reviews.ask(wire::review::trial(request)?).await?;
        Ok(wire::review::answer(wire::review::tried(&found))?)
    }

    async fn replay_flows(
        &self,
        request: Request<pb::ReplayFlowsRequest>,
    ) -> Reply<pb::ReplayFlowsResponse> {
        let found = self.reviews.ask(wire::review::replay(request)?).await?;
        Ok(wire::review::answer(wire::review::replayed(&found))?)
    }

    async fn convert_flows(
        &self,
        request: Request<pb::ConvertFlowsRequest>,
    ) -> Reply<pb::ConvertFlowsResponse> {
        let found = self.reviews.ask(wire::review::convert(request)?).await?;
        Ok(wire::review::answer(wire::review::converted(found))?)
    }
}
