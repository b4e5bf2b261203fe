//! `ContactCenterService`.

use async_trait::async_trait;
use control_api::v1::{self as pb, contact_center_service_server::ContactCenterService};
use tonic::{Request, Response};

use super::{Reply, Surface};
use crate::{jobs::Demand, wire};

#[async_trait]
impl ContactCenterService for Surface {
    async fn plan_contact_center(
        &self,
        request: Request<pb::PlanContactCenterRequest>,
    ) -> Reply<pb::Job> {
        self.submit(wire::center::plan(request)?).await
    }

    async fn apply_contact_center(
        &self,
        request: Request<pb::ApplyContactCenterRequest>,
    ) -> Reply<pb::Job> {
        self.submit(wire::center::apply(request)?).await
    }

    async fn destroy_contact_center(
        &self,
        request: Request<pb::DestroyContactCenterRequest>,
    ) -> Reply<pb::Job> {
        self.submit(wire::center::destroy(request)?).await
    }

    async fn describe_contact_center(
        &self,
        request: Request<pb::DescribeContactCenterRequest>,
    ) -> Reply<pb::Job> {
        self.submit(wire::center::describe(request)?).await
    }

    async fn export_contact_center(
        &self,
        request: Request<pb::ExportContactCenterRequest>,
    ) -> Reply<pb::Job> {
        self.submit(wire::center::export(request)?).await
    }

    async fn import_terraform(
        &self,
        request: Request<pb::ImportTerraformRequest>,
    ) -> Reply<pb::ImportTerraformResponse> {
        let order = wire::takeover::read(request)?;
        let taken = self.takeovers.import(order).await?;
        Ok(Response::new(wire::takeover::to_pb(&taken)))
    }

    async fn detect_drift(&self, request: Request<pb::DetectDriftRequest>) -> Reply<pb::Job> {
        self.submit(wire::center::drift(request)?).await
    }
}

impl Surface {
    pub(super) async fn submit(&self, demand: Demand) -> Reply<pb::Job> {
        let job = self.jobs.submit(demand).await?;
        Ok(Response::new(wire::job::to_pb(&job, self.retention)))
    }
}
