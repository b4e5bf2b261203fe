//! Instances and their attributes.

use async_trait::async_trait;
use aws_sdk_connect::types;
use connect_model::{Fault, FaultClass, InstanceId};
use connect_resources::{
    Known, Named,
    instance::{Attribute, InstanceDraft, InstanceRecord, InstanceStatus, Port},
};

use crate::{
    aws::Aws,
    connect::{described, made, millis, named, tag_map, tags},
    token,
};

/// The largest pages that these two lists give.
const INSTANCE_PAGE: i32 = 10;
const ATTRIBUTE_PAGE: i32 = 7;

#[async_trait]
impl Port for Aws {
    async fn list(&self) -> Result<Vec<Named>, Fault> {
        let request = self.connect.list_instances().max_results(INSTANCE_PAGE);
        let listed = self.pages(
            "ListInstances",
            |token| request.clone().set_next_token(token).send(),
            |page| (page.instance_summary_list, page.next_token),
        );
        let entry =
            |entry: types::InstanceSummary| named(entry.instance_alias, entry.id, entry.arn, None);
        Ok(listed.await?.into_iter().filter_map(entry).collect())
    }

    async fn describe(&self, id: &InstanceId) -> Result<InstanceRecord, Fault> {
        let request = self.connect.describe_instance().instance_id(id.as_str());
        let answer = self.call("DescribeInstance", request.send()).await?;
        described("DescribeInstance", answer.instance.and_then(record))
    }

    async fn attributes(&self, id: &InstanceId) -> Result<Vec<(Attribute, bool)>, Fault> {
        let request = self.connect.list_instance_attributes();
        let request = request.instance_id(id.as_str()).max_results(ATTRIBUTE_PAGE);
        let listed = self.pages(
            "ListInstanceAttributes",
            |token| request.clone().set_next_token(token).send(),
            |page| (page.attributes, page.next_token),
        );
        Ok(listed.await?.into_iter().filter_map(attribute).collect())
    }

    async fn create(&self, draft: &InstanceDraft) -> Result<Known, Fault> {
        let request = self.connect.create_instance();
        let request = request
            .client_token(&draft.token)
            .identity_management_type(draft.identity_management.as_str().into())
            .instance_alias(&draft.alias)
            .set_directory_id(draft.directory_id.clone())
            .inbound_calls_enabled(draft.inbound_calls)
            .outbound_calls_enabled(draft.outbound_calls)
            .set_tags(tag_map(&draft.tags));
        let answer = self.call("CreateInstance", request.send()).await?;
        made("CreateInstance", answer.id, answer.arn)
    }

    async fn set(&self, id: &InstanceId, attribute: Attribute, value: bool) -> Result<(), Fault> {
        let request = self.connect.update_instance_attribute();
        let request = request
            .instance_id(id.as_str())
            .attribute_type(attribute_type(attribute))
            .value(value.to_string())
            .client_token(self.tokens.next());
        self.call("UpdateInstanceAttribute", request.send()).await?;
        Ok(())
    }

    async fn delete(&self, id: &InstanceId) -> Result<(), Fault> {
        let request = self.connect.delete_instance();
        let request = request
            .instance_id(id.as_str())
            .client_token(token::of_removal("DeleteInstance", id.as_str()));
        match self.call("DeleteInstance", request.send()).await {
            Err(fault) if fault.class != FaultClass::NotFound => Err(fault),
            _ => Ok(()),
        }
    }
}

fn record(instance: types::Instance) -> Option<InstanceRecord> {
    let reason = instance.status_reason.and_then(|reason| reason.message);
    Some(InstanceRecord {
        alias: instance.instance_alias,
        identity_management: instance.identity_management_type?.as_str().to_owned(),
        status: match instance.instance_status? {
            types::InstanceStatus::Active => InstanceStatus::Active,
            types::InstanceStatus::CreationFailed => {
                InstanceStatus::Failed(reason.unwrap_or_else(|| "AWS gives no reason".to_owned()))
            }
            _ => InstanceStatus::InProgress,
        },
        tags: tags(instance.tags),
        created_ms: millis(instance.created_time),
        service_role: instance.service_role,
    })
}

/// Attributes that no spec can declare are left out.
fn attribute(listed: types::Attribute) -> Option<(Attribute, bool)> {
    let listed_type = listed.attribute_type?;
    let is = |attribute: &&Attribute| attribute_type(**attribute) == listed_type;
    let attribute = Attribute::ALL.iter().find(is)?;
    Some((*attribute, listed.value? == "true"))
}

fn attribute_type(attribute: Attribute) -> types::InstanceAttributeType {
    match attribute {
        Attribute::InboundCalls => types::InstanceAttributeType::InboundCalls,
        Attribute::OutboundCalls => types::InstanceAttributeType::OutboundCalls,
        Attribute::ContactFlowLogs => types::InstanceAttributeType::ContactflowLogs,
        Attribute::ContactLens => types::InstanceAttributeType::ContactLens,
        Attribute::AutoResolveBestVoices => types::InstanceAttributeType::AutoResolveBestVoices,
        Attribute::EarlyMedia => types::InstanceAttributeType::EarlyMedia,
        Attribute::MultiPartyConference => types::InstanceAttributeType::MultiPartyConference,
    }
}
