//! Flows.

use async_trait::async_trait;
use aws_sdk_connect::types;
use connect_model::{Fault, FlowId, InstanceId, Tags};
use connect_resources::{
    Known, Named,
    flow::{FlowChange, FlowDraft, FlowRecord, Port},
};

use crate::{
    aws::Aws,
    connect::{LIST_PAGE, SEARCH_PAGE, described, filled, made, millis, named, tag_map, tags},
};

const DESCRIBE: &str = "DescribeContactFlow";

#[async_trait]
impl Port for Aws {
    async fn list(&self, instance: &InstanceId) -> Result<Vec<Named>, Fault> {
        let request = self.connect.list_contact_flows();
        let request = request
            .instance_id(instance.as_str())
            .max_results(LIST_PAGE);
        let listed = self.pages(
            "ListContactFlows",
            |token| request.clone().set_next_token(token).send(),
            |page| (page.contact_flow_summary_list, page.next_token),
        );
        Ok(listed.await?.into_iter().filter_map(entry).collect())
    }

    async fn search(&self, instance: &InstanceId) -> Result<Vec<FlowRecord>, Fault> {
        let request = self.connect.search_contact_flows();
        let request = request
            .instance_id(instance.as_str())
            .max_results(SEARCH_PAGE);
        let found = self.pages(
            "SearchContactFlows",
            |token| request.clone().set_next_token(token).send(),
            |page| (page.contact_flows, page.next_token),
        );
        Ok(found.await?.into_iter().filter_map(published).collect())
    }

    /// A flow that was never published has no published content; all else of it is read from its
    /// draft.
    async fn describe(
        &self,
        instance: &InstanceId,
        id: &FlowId,
        draft: bool,
    ) -> Result<FlowRecord, Fault> {
        if draft {
            return self.describe_flow(instance, saved(id)).await;
        }
        match self.describe_flow(instance, id.to_string()).await {
            Err(fault) if fault.code == "ContactFlowNotPublishedException" => {
                let record = self.describe_flow(instance, saved(id)).await?;
                Ok(FlowRecord {
                    content: None,
                    sha256: None,
                    ..record
                })
            }
            described => described,
        }
    }

    async fn create(
        &self,
        instance: &InstanceId,
        draft: &FlowDraft,
        tags: &Tags,
    ) -> Result<Known, Fault> {
        let status = if draft.saved {
            types::ContactFlowStatus::Saved
        } else {
            types::ContactFlowStatus::Published
        };
        let request = self.connect.create_contact_flow();
        let request = request
            .instance_id(instance.as_str())
            .name(&draft.name)
            .r#type(draft.r#type.as_str().into())
            .set_description(draft.description.clone())
            .content(&draft.content)
            .status(status)
            .set_tags(tag_map(tags));
        let answer = self.call("CreateContactFlow", request.send()).await?;
        made(
            "CreateContactFlow",
            answer.contact_flow_id,
            answer.contact_flow_arn,
        )
    }

    async fn update(
        &self,
        instance: &InstanceId,
        id: &FlowId,
        change: &FlowChange,
    ) -> Result<(), Fault> {
        let instance = instance.as_str();
        match change {
            FlowChange::Name { name, description } => {
                let request = self.connect.update_contact_flow_metadata();
                let request = request.instance_id(instance).contact_flow_id(id.as_str());
                let request = request.name(name).set_description(description.clone());
                self.call("UpdateContactFlowMetadata", request.send())
                    .await?;
            }
            FlowChange::Content {
                content,
                saved: draft,
            } => {
                let id = if *draft { saved(id) } else { id.to_string() };
                let request = self.connect.update_contact_flow_content();
                let request = request.instance_id(instance).contact_flow_id(id);
                let request = request.content(content);
                self.call("UpdateContactFlowContent", request.send())
                    .await?;
            }
        }
        Ok(())
    }

    async fn delete(&self, instance: &InstanceId, id: &FlowId) -> Result<(), Fault> {
        let request = self.connect.delete_contact_flow();
        let request = request
            .instance_id(instance.as_str())
            .contact_flow_id(id.as_str());
        self.call("DeleteContactFlow", request.send()).await?;
        Ok(())
    }
}

impl Aws {
    async fn describe_flow(&self, instance: &InstanceId, id: String) -> Result<FlowRecord, Fault> {
        let request = self.connect.describe_contact_flow();
        let request = request.instance_id(instance.as_str()).contact_flow_id(id);
        let answer = self.call(DESCRIBE, request.send()).await?;
        described(DESCRIBE, answer.contact_flow.and_then(record))
    }
}

/// The draft of a flow, as an id.
fn saved(id: &FlowId) -> String {
    format!("{id}:$SAVED")
}

fn entry(entry: types::ContactFlowSummary) -> Option<Named> {
    let flow_type = entry.contact_flow_type?;
    let listed = named(entry.name, entry.id, entry.arn, None)?;
    Some(Named {
        known: listed.known.labelled(flow_type.as_str()),
        ..listed
    })
}

/// What a search found. The content of a flow that was never published is that of its draft, and
/// nothing that is published.
fn published(flow: types::ContactFlow) -> Option<FlowRecord> {
    let is_draft = flow.status == Some(types::ContactFlowStatus::Saved);
    let mut found = record(flow)?;
    if is_draft {
        (found.content, found.sha256) = (None, None);
    }
    Some(found)
}

fn record(flow: types::ContactFlow) -> Option<FlowRecord> {
    Some(FlowRecord {
        id: FlowId::new(flow.id?),
        arn: flow.arn?,
        name: flow.name?,
        r#type: flow.r#type?.as_str().to_owned(),
        description: flow.description,
        content: filled(flow.content),
        sha256: filled(flow.flow_content_sha256),
        tags: tags(flow.tags),
        modified_ms: millis(flow.last_modified_time),
    })
}
