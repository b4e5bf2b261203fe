//! `TargetService`.

use async_trait::async_trait;
use control_api::v1::{self as pb, target_service_server::TargetService};
use tonic::{Request, Response};

use super::{Reply, Surface};
use crate::wire;

#[async_trait]
impl TargetService for Surface {
    async fn list_targets(
        &self,
        request: Request<pb::ListTargetsRequest>,
    ) -> Reply<pb::ListTargetsResponse> {
        let listing = wire::target::list(request, &self.pager)?;
        let (targets, simulated) = (self.jobs.targets().values(), &self.simulated);
        let page = wire::target::page(
            targets,
            |name| simulated.contains(name),
            &listing,
            &self.pager,
        );
        Ok(Response::new(page))
    }
}
