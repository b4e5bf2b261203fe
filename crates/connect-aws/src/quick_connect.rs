//! Quick connects.

use async_trait::async_trait;
use aws_sdk_connect::types;
use connect_model::{Fault, FlowId, InstanceId, QueueId, QuickConnectId, Tags, UserId};
use connect_resources::{
    Known, Named,
    quick_connect::{Destination, Port, QuickConnectChange, QuickConnectDraft, QuickConnectRecord},
};

use crate::{
    aws::Aws,
    connect::{LIST_PAGE, SEARCH_PAGE, described, made, millis, named, tag_map, tags, whole},
};

#[async_trait]
impl Port for Aws {
    async fn list(&self, instance: &InstanceId) -> Result<Vec<Named>, Fault> {
        let request = self.connect.list_quick_connects();
        let request = request
            .instance_id(instance.as_str())
            .max_results(LIST_PAGE);
        let listed = self.pages(
            "ListQuickConnects",
            |token| request.clone().set_next_token(token).send(),
            |page| (page.quick_connect_summary_list, page.next_token),
        );
        let entry = |entry: types::QuickConnectSummary| {
            named(entry.name, entry.id, entry.arn, entry.last_modified_time)
        };
        Ok(listed.await?.into_iter().filter_map(entry).collect())
    }

    async fn search(&self, instance: &InstanceId) -> Result<Vec<QuickConnectRecord>, Fault> {
        let request = self.connect.search_quick_connects();
        let request = request
            .instance_id(instance.as_str())
            .max_results(SEARCH_PAGE);
        let found = self.pages(
            "SearchQuickConnects",
            |token| request.clone().set_next_token(token).send(),
            |page| (page.quick_connects, page.next_token),
        );
        Ok(found.await?.into_iter().filter_map(record).collect())
    }

    async fn describe(
        &self,
        instance: &InstanceId,
        id: &QuickConnectId,
    ) -> Result<QuickConnectRecord, Fault> {
        let request = self.connect.describe_quick_connect();
        let request = request
            .instance_id(instance.as_str())
            .quick_connect_id(id.as_str());
        let answer = self.call("DescribeQuickConnect", request.send()).await?;
        described(
            "DescribeQuickConnect",
            answer.quick_connect.and_then(record),
        )
    }

    async fn create(
        &self,
        instance: &InstanceId,
        draft: &QuickConnectDraft,
        tags: &Tags,
    ) -> Result<Known, Fault> {
        let request = self.connect.create_quick_connect();
        let request = request
            .instance_id(instance.as_str())
            .name(&draft.name)
            .set_description(draft.description.clone())
            .quick_connect_config(config(&draft.destination))
            .set_tags(tag_map(tags));
        let answer = self.call("CreateQuickConnect", request.send()).await?;
        made(
            "CreateQuickConnect",
            answer.quick_connect_id,
            answer.quick_connect_arn,
        )
    }

    async fn update(
        &self,
        instance: &InstanceId,
        id: &QuickConnectId,
        change: &QuickConnectChange,
    ) -> Result<(), Fault> {
        let (instance, id) = (instance.as_str(), id.as_str());
        match change {
            QuickConnectChange::Name { name, description } => {
                let request = self.connect.update_quick_connect_name();
                let request = request.instance_id(instance).quick_connect_id(id);
                let request = request.name(name).set_description(description.clone());
                self.call("UpdateQuickConnectName", request.send()).await?;
            }
            QuickConnectChange::Destination(destination) => {
                let request = self.connect.update_quick_connect_config();
                let request = request.instance_id(instance).quick_connect_id(id);
                let request = request.quick_connect_config(config(destination));
                self.call("UpdateQuickConnectConfig", request.send())
                    .await?;
            }
        }
        Ok(())
    }

    async fn delete(&self, instance: &InstanceId, id: &QuickConnectId) -> Result<(), Fault> {
        let request = self.connect.delete_quick_connect();
        let request = request
            .instance_id(instance.as_str())
            .quick_connect_id(id.as_str());
        self.call("DeleteQuickConnect", request.send()).await?;
        Ok(())
    }
}

fn record(quick_connect: types::QuickConnect) -> Option<QuickConnectRecord> {
    Some(QuickConnectRecord {
        id: QuickConnectId::new(quick_connect.quick_connect_id?),
        name: quick_connect.name?,
        description: quick_connect.description,
        destination: destination(quick_connect.quick_connect_config?)?,
        tags: tags(quick_connect.tags),
        modified_ms: millis(quick_connect.last_modified_time),
    })
}

fn destination(config: types::QuickConnectConfig) -> Option<Destination> {
    Some(match config.quick_connect_type {
        types::QuickConnectType::Queue => {
            let queue = config.queue_config?;
            Destination::Queue {
                queue: QueueId::new(queue.queue_id),
                flow: FlowId::new(queue.contact_flow_id),
            }
        }
        types::QuickConnectType::User => {
            let user = config.user_config?;
            Destination::User {
                user: UserId::new(user.user_id),
                flow: FlowId::new(user.contact_flow_id),
            }
        }
        types::QuickConnectType::PhoneNumber => {
            Destination::PhoneNumber(config.phone_config?.phone_number)
        }
        types::QuickConnectType::Flow => {
            Destination::Flow(FlowId::new(config.flow_config?.contact_flow_id))
        }
        _ => return None,
    })
}

fn config(destination: &Destination) -> types::QuickConnectConfig {
    let config = types::QuickConnectConfig::builder();
    let config = match destination {
        Destination::Queue { queue, flow } => {
            let queue = types::QueueQuickConnectConfig::builder()
                .queue_id(queue.as_str())
                .contact_flow_id(flow.as_str());
            config
                .quick_connect_type(types::QuickConnectType::Queue)
                .queue_config(whole(queue.build()))
        }
        Destination::User { user, flow } => {
            let user = types::UserQuickConnectConfig::builder()
                .user_id(user.as_str())
                .contact_flow_id(flow.as_str());
            config
                .quick_connect_type(types::QuickConnectType::User)
                .user_config(whole(user.build()))
        }
        Destination::PhoneNumber(number) => {
            let phone = types::PhoneNumberQuickConnectConfig::builder().phone_number(number);
            config
                .quick_connect_type(types::QuickConnectType::PhoneNumber)
                .phone_config(whole(phone.build()))
        }
        Destination::Flow(flow) => {
            let flow = types::FlowQuickConnectConfig::builder().contact_flow_id(flow.as_str());
            config
                .quick_connect_type(types::QuickConnectType::Flow)
                .flow_config(whole(flow.build()))
        }
    };
    whole(config.build())
}
