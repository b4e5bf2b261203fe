//! `GovernanceService`.

use async_trait::async_trait;
use control_api::v1::{self as pb, governance_service_server::GovernanceService};
use tonic::{Request, Response};

use super::{Reply, Surface};
use crate::wire;

#[async_trait]
impl GovernanceService for Surface {
    async fn list_rules(&self, _: Request<pb::ListRulesRequest>) -> Reply<pb::ListRulesResponse> {
        Ok(Response::new(wire::governance::rules()))
    }

    async fn assess_instance(&self, request: Request<pb::AssessInstanceRequest>) -> Reply<pb::Job> {
        self.submit(wire::governance::assess(request)?).await
    }

    async fn mend_findings(&self, request: Request<pb::MendFindingsRequest>) -> Reply<pb::Job> {
        self.submit(wire::governance::mend(request)?).await
    }

    async fn generate_policy(&self, request: Request<pb::GeneratePolicyRequest>) -> Reply<pb::Job> {
        let demand = wire::governance::policy(request)?;
        self.submit(self.jobs.with_calls(demand).await?).await
    }

    async fn attach_policy(&self, request: Request<pb::AttachPolicyRequest>) -> Reply<pb::Job> {
        let demand = wire::governance::attach(request)?;
        self.submit(self.jobs.with_calls(demand).await?).await
    }

    async fn ensure_governance(
        &self,
        request: Request<pb::EnsureGovernanceRequest>,
    ) -> Reply<pb::Job> {
        self.submit(wire::governance::ensure(request)?).await
    }

    async fn get_cost(&self, request: Request<pb::GetCostRequest>) -> Reply<pb::Job> {
        self.submit(wire::governance::cost(request)?).await
    }

    async fn review_tags(&self, request: Request<pb::ReviewTagsRequest>) -> Reply<pb::Job> {
        self.submit(wire::governance::tags(request)?).await
    }
}
