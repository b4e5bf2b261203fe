//! `RegionService`.

use async_trait::async_trait;
use control_api::v1::{self as pb, region_service_server::RegionService};
use tonic::Request;

use super::{Reply, Surface};
use crate::wire;

#[async_trait]
impl RegionService for Surface {
    async fn replicate_contact_center(
        &self,
        request: Request<pb::ReplicateContactCenterRequest>,
    ) -> Reply<pb::Job> {
        self.submit(wire::region::replicate(request)?).await
    }

    async fn get_traffic(&self, request: Request<pb::GetTrafficRequest>) -> Reply<pb::Job> {
        self.submit(wire::region::traffic(request)?).await
    }

    async fn shift_traffic(&self, request: Request<pb::ShiftTrafficRequest>) -> Reply<pb::Job> {
        self.submit(wire::region::shift(request)?).await
    }
}
