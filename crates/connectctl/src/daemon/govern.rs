//! The methods about governance.

use control_api::v1::{self as pb, governance_service_client::GovernanceServiceClient};
use tonic::transport::Channel;

use super::{ANSWER_BYTES_MAX, Daemon};
use crate::status::Failure;

impl Daemon<'_> {
    pub(crate) async fn list_rules(&self) -> Result<pb::ListRulesResponse, Failure> {
        let request = pb::ListRulesRequest {};
        self.call(request, async |channel, request| {
            governance(channel).list_rules(request).await
        })
        .await
    }

    pub(crate) async fn assess_instance(
        &self,
        request: pb::AssessInstanceRequest,
    ) -> Result<pb::Job, Failure> {
        self.call(request, async |channel, request| {
            governance(channel).assess_instance(request).await
        })
        .await
    }

    pub(crate) async fn mend_findings(
        &self,
        request: pb::MendFindingsRequest,
    ) -> Result<pb::Job, Failure> {
        self.call(request, async |channel, request| {
            governance(channel).mend_findings(request).await
        })
        .await
    }

    pub(crate) async fn generate_policy(
        &self,
        request: pb::GeneratePolicyRequest,
    ) -> Result<pb::Job, Failure> {
        self.call(request, async |channel, request| {
            governance(channel).generate_policy(request).await
        })
        .await
    }

    pub(crate) async fn attach_policy(
        &self,
        request: pb::AttachPolicyRequest,
    ) -> Result<pb::Job, Failure> {
        self.call(request, async |channel, request| {
            governance(channel).attach_policy(request).await
        })
        .await
    }

    pub(crate) async fn ensure_governance(
        &self,
        request: pb::EnsureGovernanceRequest,
    ) -> Result<pb::Job, Failure> {
        self.call(request, async |channel, request| {
            governance(channel).ensure_governance(request).await
        })
        .await
    }

    pub(crate) async fn get_cost(&self, request: pb::GetCostRequest) -> Result<pb::Job, Failure> {
        self.call(request, async |channel, request| {
            governance(channel).get_cost(request).await
        })
        .await
    }

    pub(crate) async fn review_tags(
        &self,
        request: pb::ReviewTagsRequest,
    ) -> Result<pb::Job, Failure> {
        self.call(request, async |channel, request| {
            governance(channel).review_tags(request).await
        })
        .await
    }
}

fn governance(channel: Channel) -> GovernanceServiceClient<Channel> {
    GovernanceServiceClient::new(channel).max_decoding_message_size(ANSWER_BYTES_MAX)
}
