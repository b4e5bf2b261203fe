//! Queues of type STANDARD.

use async_trait::async_trait;
use aws_sdk_connect::types;
use connect_model::{
    Fault, FlowId, HoursId, InstanceId, PhoneNumberId, QueueId, QuickConnectId, Tags,
};
use connect_resources::{
    Known, Named,
    queue::{CallerRecord, Port, QueueChange, QueueDraft, QueueRecord},
};

use crate::{
    aws::Aws,
    connect::{
        LARGE_SEARCH_PAGE, LINK_PAGE, LIST_PAGE, count, described, filled, int, made, millis,
        named, tag_map, tags,
    },
};

/// How many quick connects one call takes.
const LINKS_MAX: usize = 50;

#[async_trait]
impl Port for Aws {
    async fn list(&self, instance: &InstanceId) -> Result<Vec<Named>, Fault> {
        let request = self.connect.list_queues();
        let request = request
            .instance_id(instance.as_str())
            .queue_types(types::QueueType::Standard)
            .max_results(LIST_PAGE);
        let listed = self.pages(
            "ListQueues",
            |token| request.clone().set_next_token(token).send(),
            |page| (page.queue_summary_list, page.next_token),
        );
        let entry = |entry: types::QueueSummary| {
            named(entry.name, entry.id, entry.arn, entry.last_modified_time)
        };
        Ok(listed.await?.into_iter().filter_map(entry).collect())
    }

    async fn search(&self, instance: &InstanceId) -> Result<Vec<QueueRecord>, Fault> {
        let standard = types::QueueSearchCriteria::builder()
            .queue_type_condition(types::SearchableQueueType::Standard)
            .build();
        let request = self.connect.search_queues();
        let request = request
            .instance_id(instance.as_str())
            .search_criteria(standard)
            .max_results(LARGE_SEARCH_PAGE);
        let found = self.pages(
            "SearchQueues",
            |token| request.clone().set_next_token(token).send(),
            |page| (page.queues, page.next_token),
        );
        Ok(found.await?.into_iter().filter_map(record).collect())
    }

    async fn describe(&self, instance: &InstanceId, id: &QueueId) -> Result<QueueRecord, Fault> {
        let request = self.connect.describe_queue();
        let request = request.instance_id(instance.as_str()).queue_id(id.as_str());
        let answer = self.call("DescribeQueue", request.send()).await?;
        described("DescribeQueue", answer.queue.and_then(record))
    }

    async fn quick_connects(
        &self,
        instance: &InstanceId,
        id: &QueueId,
    ) -> Result<Vec<QuickConnectId>, Fault> {
        let request = self.connect.list_queue_quick_connects();
        let request = request
            .instance_id(instance.as_str())
            .queue_id(id.as_str())
            .max_results(LINK_PAGE);
        let listed = self.pages(
            "ListQueueQuickConnects",
            |token| request.clone().set_next_token(token).send(),
            |page| (page.quick_connect_summary_list, page.next_token),
        );
        let id = |entry: types::QuickConnectSummary| Some(QuickConnectId::new(entry.id?));
        Ok(listed.await?.into_iter().filter_map(id).collect())
    }

    async fn create(
        &self,
        instance: &InstanceId,
        draft: &QueueDraft,
        tags: &Tags,
    ) -> Result<Known, Fault> {
        let links = texts(draft.quick_connects.iter().take(LINKS_MAX));
        let request = self.connect.create_queue();
        let request = request
            .instance_id(instance.as_str())
            .name(&draft.name)
            .set_description(draft.description.clone())
            .hours_of_operation_id(draft.hours.as_str())
            .set_max_contacts(draft.max_contacts.map(int))
            .set_outbound_caller_config(draft.caller.as_ref().map(caller))
            .set_quick_connect_ids((!links.is_empty()).then_some(links))
            .set_tags(tag_map(tags));
        let answer = self.call("CreateQueue", request.send()).await?;
        made("CreateQueue", answer.queue_id, answer.queue_arn)
    }

    async fn update(
        &self,
        instance: &InstanceId,
        id: &QueueId,
        change: &QueueChange,
    ) -> Result<(), Fault> {
        let (instance, id) = (instance.as_str(), id.as_str());
        match change {
            QueueChange::Name { name, description } => {
                let request = self.connect.update_queue_name();
                let request = request.instance_id(instance).queue_id(id);
                let request = request.name(name).set_description(description.clone());
                self.call("UpdateQueueName", request.send()).await?;
            }
            QueueChange::Hours(hours) => {
                let request = self.connect.update_queue_hours_of_operation();
                let request = request.instance_id(instance).queue_id(id);
                let request = request.hours_of_operation_id(hours.as_str());
                self.call("UpdateQueueHoursOfOperation", request.send())
                    .await?;
            }
            QueueChange::MaxContacts(most) => {
                let request = self.connect.update_queue_max_contacts();
                let request = request.instance_id(instance).queue_id(id);
                let request = request.set_max_contacts(most.map(int));
                self.call("UpdateQueueMaxContacts", request.send()).await?;
            }
            QueueChange::Caller(record) => {
                let request = self.connect.update_queue_outbound_caller_config();
                let request = request.instance_id(instance).queue_id(id);
                let request = request.outbound_caller_config(caller(record));
                self.call("UpdateQueueOutboundCallerConfig", request.send())
                    .await?;
            }
            QueueChange::Status(status) => {
                let request = self.connect.update_queue_status();
                let request = request.instance_id(instance).queue_id(id);
                let request = request.status(status.as_str().into());
                self.call("UpdateQueueStatus", request.send()).await?;
            }
        }
        Ok(())
    }

    async fn link(
        &self,
        instance: &InstanceId,
        id: &QueueId,
        quick_connects: &[QuickConnectId],
    ) -> Result<(), Fault> {
        let request = self.connect.associate_queue_quick_connects();
        let request = request
            .instance_id(instance.as_str())
            .queue_id(id.as_str())
            .set_quick_connect_ids(Some(texts(quick_connects)));
        self.call("AssociateQueueQuickConnects", request.send())
            .await?;
        Ok(())
    }

    async fn unlink(
        &self,
        instance: &InstanceId,
        id: &QueueId,
        quick_connects: &[QuickConnectId],
    ) -> Result<(), Fault> {
        let request = self.connect.disassociate_queue_quick_connects();
        let request = request
            .instance_id(instance.as_str())
            .queue_id(id.as_str())
            .set_quick_connect_ids(Some(texts(quick_connects)));
        self.call("DisassociateQueueQuickConnects", request.send())
            .await?;
        Ok(())
    }

    async fn delete(&self, instance: &InstanceId, id: &QueueId) -> Result<(), Fault> {
        let request = self.connect.delete_queue();
        let request = request.instance_id(instance.as_str()).queue_id(id.as_str());
        self.call("DeleteQueue", request.send()).await?;
        Ok(())
    }
}

fn record(queue: types::Queue) -> Option<QueueRecord> {
    Some(QueueRecord {
        id: QueueId::new(queue.queue_id?),
        name: queue.name?,
        description: queue.description,
        hours: HoursId::new(queue.hours_of_operation_id?),
        max_contacts: queue.max_contacts.map(count),
        caller: queue.outbound_caller_config.and_then(caller_record),
        status: queue.status?.as_str().to_owned(),
        tags: tags(queue.tags),
        modified_ms: millis(queue.last_modified_time),
    })
}

/// A configuration that says nothing is none.
fn caller_record(config: types::OutboundCallerConfig) -> Option<CallerRecord> {
    let record = CallerRecord {
        name: filled(config.outbound_caller_id_name),
        number: filled(config.outbound_caller_id_number_id).map(PhoneNumberId::new),
        flow: filled(config.outbound_flow_id).map(FlowId::new),
    };
    (record != CallerRecord::default()).then_some(record)
}

/// AWS refuses empty texts here: what is not set is left out.
fn caller(record: &CallerRecord) -> types::OutboundCallerConfig {
    let text = |id: &str| id.to_owned();
    types::OutboundCallerConfig::builder()
        .set_outbound_caller_id_name(record.name.clone())
        .set_outbound_caller_id_number_id(record.number.as_ref().map(|id| text(id.as_str())))
        .set_outbound_flow_id(record.flow.as_ref().map(|id| text(id.as_str())))
        .build()
}

fn texts<'a>(ids: impl IntoIterator<Item = &'a QuickConnectId>) -> Vec<String> {
    ids.into_iter().map(ToString::to_string).collect()
}
