//! Agent statuses.

use async_trait::async_trait;
use aws_sdk_connect::types;
use connect_model::{AgentStatusId, Fault, InstanceId, Tags};
use connect_resources::{
    Known, Named,
    agent_status::{AgentStatusDraft, AgentStatusRecord, Port},
};

use crate::{
    aws::Aws,
    connect::{
        LIST_PAGE, SEARCH_PAGE, count, described, filled, int, made, millis, named, tag_map, tags,
    },
};

#[async_trait]
impl Port for Aws {
    async fn list(&self, instance: &InstanceId) -> Result<Vec<Named>, Fault> {
        let request = self.connect.list_agent_statuses();
        let request = request
            .instance_id(instance.as_str())
            .max_results(LIST_PAGE);
        let listed = self.pages(
            "ListAgentStatuses",
            |token| request.clone().set_next_token(token).send(),
            |page| (page.agent_status_summary_list, page.next_token),
        );
        let entry = |entry: types::AgentStatusSummary| {
            named(entry.name, entry.id, entry.arn, entry.last_modified_time)
        };
        Ok(listed.await?.into_iter().filter_map(entry).collect())
    }

    async fn search(&self, instance: &InstanceId) -> Result<Vec<AgentStatusRecord>, Fault> {
        let request = self.connect.search_agent_statuses();
        let request = request
            .instance_id(instance.as_str())
            .max_results(SEARCH_PAGE);
        let found = self.pages(
            "SearchAgentStatuses",
            |token| request.clone().set_next_token(token).send(),
            |page| (page.agent_statuses, page.next_token),
        );
        Ok(found.await?.into_iter().filter_map(record).collect())
    }

    async fn describe(
        &self,
        instance: &InstanceId,
        id: &AgentStatusId,
    ) -> Result<AgentStatusRecord, Fault> {
        let request = self.connect.describe_agent_status();
        let request = request
            .instance_id(instance.as_str())
            .agent_status_id(id.as_str());
        let answer = self.call("DescribeAgentStatus", request.send()).await?;
        described("DescribeAgentStatus", answer.agent_status.and_then(record))
    }

    async fn create(
        &self,
        instance: &InstanceId,
        draft: &AgentStatusDraft,
        tags: &Tags,
    ) -> Result<Known, Fault> {
        let request = self.connect.create_agent_status();
        let request = request
            .instance_id(instance.as_str())
            .name(&draft.name)
            .set_description(draft.description.clone())
            .state(draft.state.as_str().into())
            .set_display_order(draft.display_order.map(int))
            .set_tags(tag_map(tags));
        let answer = self.call("CreateAgentStatus", request.send()).await?;
        made(
            "CreateAgentStatus",
            answer.agent_status_id,
            answer.agent_status_arn,
        )
    }

    async fn update(
        &self,
        instance: &InstanceId,
        id: &AgentStatusId,
        draft: &AgentStatusDraft,
    ) -> Result<(), Fault> {
        let request = self.connect.update_agent_status();
        let request = request
            .instance_id(instance.as_str())
            .agent_status_id(id.as_str())
            .name(&draft.name)
            .set_description(draft.description.clone())
            .state(draft.state.as_str().into())
            .set_display_order(draft.display_order.map(int));
        self.call("UpdateAgentStatus", request.send()).await?;
        Ok(())
    }

    async fn disable(&self, instance: &InstanceId, id: &AgentStatusId) -> Result<(), Fault> {
        let request = self.connect.update_agent_status();
        let request = request
            .instance_id(instance.as_str())
            .agent_status_id(id.as_str())
            .state(types::AgentStatusState::Disabled);
        self.call("UpdateAgentStatus", request.send()).await?;
        Ok(())
    }
}

fn record(status: types::AgentStatus) -> Option<AgentStatusRecord> {
    Some(AgentStatusRecord {
        id: AgentStatusId::new(status.agent_status_id?),
        name: status.name?,
        description: filled(status.description),
        state: status.state?.as_str().to_owned(),
        display_order: status.display_order.map(count),
        tags: tags(status.tags),
        modified_ms: millis(status.last_modified_time),
    })
}
