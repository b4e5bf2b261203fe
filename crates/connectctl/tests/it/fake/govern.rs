//! The methods about governance.

use control_api::{
    json::to_value,
    v1::{self as pb, governance_service_server::GovernanceService},
};
use tonic::{Request, Response};

use super::{Answer, Fake};

#[tonic::async_trait]
impl GovernanceService for Fake {
    async fn list_rules(
        &self,
        request: Request<pb::ListRulesRequest>,
    ) -> Answer<pb::ListRulesResponse> {
        let mut script = self.script();
        script
            .asked
            .push(("ListRules", to_value(request.get_ref())));
        Ok(Response::new(script.rules.clone()))
    }

    async fn assess_instance(
        &self,
        request: Request<pb::AssessInstanceRequest>,
    ) -> Answer<pb::Job> {
        self.start("AssessInstance", to_value(request.get_ref()))
    }

    async fn mend_findings(&self, request: Request<pb::MendFindingsRequest>) -> Answer<pb::Job> {
        self.start("MendFindings", to_value(request.get_ref()))
    }

    async fn generate_policy(
        &self,
        request: Request<pb::GeneratePolicyRequest>,
    ) -> Answer<pb::Job> {
        self.start("GeneratePolicy", to_value(request.get_ref()))
    }

    async fn attach_policy(&self, request: Request<pb::AttachPolicyRequest>) -> Answer<pb::Job> {
        self.start("AttachPolicy", to_value(request.get_ref()))
    }

    async fn ensure_governance(
        &self,
        request: Request<pb::EnsureGovernanceRequest>,
    ) -> Answer<pb::Job> {
        self.start("EnsureGovernance", to_value(request.get_ref()))
    }

    async fn get_cost(&self, request: Request<pb::GetCostRequest>) -> Answer<pb::Job> {
        self.start("GetCost", to_value(request.get_ref()))
    }

    async fn review_tags(&self, request: Request<pb::ReviewTagsRequest>) -> Answer<pb::Job> {
        self.start("ReviewTags", to_value(request.get_ref()))
    }
}
