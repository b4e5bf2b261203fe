//! Routing profiles.

use async_trait::async_trait;
use aws_sdk_connect::types;
use connect_model::{Fault, InstanceId, QueueId, RoutingProfileId, Tags};
use connect_resources::{
    Known, Named,
    routing_profile::{
        Concurrency, PairRecord, Port, RoutingProfileChange, RoutingProfileDraft,
        RoutingProfileRecord,
    },
};

use crate::{
    aws::Aws,
    connect::{
        LARGE_SEARCH_PAGE, LINK_PAGE, LIST_PAGE, count, described, int, made, named, tag_map, tags,
        whole,
    },
};

#[async_trait]
impl Port for Aws {
    async fn list(&self, instance: &InstanceId) -> Result<Vec<Named>, Fault> {
        let request = self.connect.list_routing_profiles();
        let request = request
            .instance_id(instance.as_str())
            .max_results(LIST_PAGE);
        let listed = self.pages(
            "ListRoutingProfiles",
            |token| request.clone().set_next_token(token).send(),
            |page| (page.routing_profile_summary_list, page.next_token),
        );
        let entry = |entry: types::RoutingProfileSummary| {
            named(entry.name, entry.id, entry.arn, entry.last_modified_time)
        };
        Ok(listed.await?.into_iter().filter_map(entry).collect())
    }

    async fn search(&self, instance: &InstanceId) -> Result<Vec<RoutingProfileRecord>, Fault> {
        let request = self.connect.search_routing_profiles();
        let request = request
            .instance_id(instance.as_str())
            .max_results(LARGE_SEARCH_PAGE);
        let found = self.pages(
            "SearchRoutingProfiles",
            |token| request.clone().set_next_token(token).send(),
            |page| (page.routing_profiles, page.next_token),
        );
        Ok(found.await?.into_iter().filter_map(searched).collect())
    }

    async fn describe(
        &self,
        instance: &InstanceId,
        id: &RoutingProfileId,
    ) -> Result<RoutingProfileRecord, Fault> {
        let request = self.connect.describe_routing_profile();
        let request = request
            .instance_id(instance.as_str())
            .routing_profile_id(id.as_str());
        let answer = self.call("DescribeRoutingProfile", request.send()).await?;
        described(
            "DescribeRoutingProfile",
            answer.routing_profile.and_then(record),
        )
    }

    async fn pairs(
        &self,
        instance: &InstanceId,
        id: &RoutingProfileId,
    ) -> Result<Vec<PairRecord>, Fault> {
        let request = self.connect.list_routing_profile_queues();
        let request = request
            .instance_id(instance.as_str())
            .routing_profile_id(id.as_str())
            .max_results(LINK_PAGE);
        let listed = self.pages(
            "ListRoutingProfileQueues",
            |token| request.clone().set_next_token(token).send(),
            |page| {
                (
                    page.routing_profile_queue_config_summary_list,
                    page.next_token,
                )
            },
        );
        let pair = |entry: types::RoutingProfileQueueConfigSummary| PairRecord {
            channel: entry.channel.as_str().to_owned(),
            queue: QueueId::new(entry.queue_id),
            priority: count(entry.priority),
            delay: count(entry.delay),
        };
        Ok(listed.await?.into_iter().map(pair).collect())
    }

    async fn create(
        &self,
        instance: &InstanceId,
        draft: &RoutingProfileDraft,
        tags: &Tags,
    ) -> Result<Known, Fault> {
        let queues: Vec<_> = draft.queues.iter().map(queue_config).collect();
        let request = self.connect.create_routing_profile();
        let request = request
            .instance_id(instance.as_str())
            .name(&draft.name)
            .description(&draft.description)
            .default_outbound_queue_id(draft.default_outbound_queue.as_str())
            .set_media_concurrencies(Some(concurrencies(&draft.concurrency)))
            .set_queue_configs((!queues.is_empty()).then_some(queues))
            .set_tags(tag_map(tags));
        let answer = self.call("CreateRoutingProfile", request.send()).await?;
        made(
            "CreateRoutingProfile",
            answer.routing_profile_id,
            answer.routing_profile_arn,
        )
    }

    async fn update(
        &self,
        instance: &InstanceId,
        id: &RoutingProfileId,
        change: &RoutingProfileChange,
    ) -> Result<(), Fault> {
        let (instance, id) = (instance.as_str(), id.as_str());
        match change {
            RoutingProfileChange::Name { name, description } => {
                let request = self.connect.update_routing_profile_name();
                let request = request.instance_id(instance).routing_profile_id(id);
                let request = request.name(name).description(description);
                self.call("UpdateRoutingProfileName", request.send())
                    .await?;
            }
            RoutingProfileChange::Concurrency(all) => {
                let request = self.connect.update_routing_profile_concurrency();
                let request = request.instance_id(instance).routing_profile_id(id);
                let request = request.set_media_concurrencies(Some(concurrencies(all)));
                self.call("UpdateRoutingProfileConcurrency", request.send())
                    .await?;
            }
            RoutingProfileChange::DefaultOutboundQueue(queue) => {
                let request = self.connect.update_routing_profile_default_outbound_queue();
                let request = request.instance_id(instance).routing_profile_id(id);
                let request = request.default_outbound_queue_id(queue.as_str());
                self.call("UpdateRoutingProfileDefaultOutboundQueue", request.send())
                    .await?;
            }
        }
        Ok(())
    }

    async fn add_pairs(
        &self,
        instance: &InstanceId,
        id: &RoutingProfileId,
        pairs: &[PairRecord],
    ) -> Result<(), Fault> {
        let request = self.connect.associate_routing_profile_queues();
        let request = request
            .instance_id(instance.as_str())
            .routing_profile_id(id.as_str())
            .set_queue_configs(Some(pairs.iter().map(queue_config).collect()));
        self.call("AssociateRoutingProfileQueues", request.send())
            .await?;
        Ok(())
    }

    async fn change_pairs(
        &self,
        instance: &InstanceId,
        id: &RoutingProfileId,
        pairs: &[PairRecord],
    ) -> Result<(), Fault> {
        let request = self.connect.update_routing_profile_queues();
        let request = request
            .instance_id(instance.as_str())
            .routing_profile_id(id.as_str())
            .set_queue_configs(Some(pairs.iter().map(queue_config).collect()));
        self.call("UpdateRoutingProfileQueues", request.send())
            .await?;
        Ok(())
    }

    async fn remove_pairs(
        &self,
        instance: &InstanceId,
        id: &RoutingProfileId,
        pairs: &[PairRecord],
    ) -> Result<(), Fault> {
        let request = self.connect.disassociate_routing_profile_queues();
        let request = request
            .instance_id(instance.as_str())
            .routing_profile_id(id.as_str())
            .set_queue_references(Some(pairs.iter().map(reference).collect()));
        self.call("DisassociateRoutingProfileQueues", request.send())
            .await?;
        Ok(())
    }

    async fn delete(&self, instance: &InstanceId, id: &RoutingProfileId) -> Result<(), Fault> {
        let request = self.connect.delete_routing_profile();
        let request = request
            .instance_id(instance.as_str())
            .routing_profile_id(id.as_str());
        self.call("DeleteRoutingProfile", request.send()).await?;
        Ok(())
    }
}

/// A description is silent about queues, and tells a behaviour of every channel.
fn record(profile: types::RoutingProfile) -> Option<RoutingProfileRecord> {
    let mut record = searched(profile)?;
    record.queues = None;
    for channel in &mut record.concurrency {
        let cross = channel.cross_channel.take();
        let default = || {
            types::BehaviorType::RouteCurrentChannelOnly
                .as_str()
                .to_owned()
        };
        channel.cross_channel = Some(cross.unwrap_or_else(default));
    }
    Some(record)
}

/// What a search shows.
fn searched(profile: types::RoutingProfile) -> Option<RoutingProfileRecord> {
    let channels = profile.media_concurrencies.unwrap_or_default();
    let queues = profile.associated_queue_ids;
    Some(RoutingProfileRecord {
        id: RoutingProfileId::new(profile.routing_profile_id?),
        name: profile.name?,
        description: profile.description.unwrap_or_default(),
        default_outbound_queue: QueueId::new(profile.default_outbound_queue_id?),
        concurrency: channels.into_iter().map(concurrency).collect(),
        queues: queues.map(|queues| queues.into_iter().map(QueueId::new).collect()),
        tags: tags(profile.tags),
    })
}

fn concurrency(channel: types::MediaConcurrency) -> Concurrency {
    let behaviour = channel
        .cross_channel_behavior
        .map(|cross| cross.behavior_type);
    Concurrency {
        channel: channel.channel.as_str().to_owned(),
        concurrency: count(channel.concurrency),
        cross_channel: behaviour.map(|behaviour| behaviour.as_str().to_owned()),
    }
}

fn concurrencies(all: &[Concurrency]) -> Vec<types::MediaConcurrency> {
    let cross = |behaviour: &str| {
        let cross = types::CrossChannelBehavior::builder().behavior_type(behaviour.into());
        whole(cross.build())
    };
    let one = |one: &Concurrency| {
        let channel = types::MediaConcurrency::builder()
            .channel(one.channel.as_str().into())
            .concurrency(int(one.concurrency))
            .set_cross_channel_behavior(one.cross_channel.as_deref().map(cross));
        whole(channel.build())
    };
    all.iter().map(one).collect()
}

fn queue_config(pair: &PairRecord) -> types::RoutingProfileQueueConfig {
    let config = types::RoutingProfileQueueConfig::builder()
        .queue_reference(reference(pair))
        .priority(int(pair.priority))
        .delay(int(pair.delay));
    whole(config.build())
}

fn reference(pair: &PairRecord) -> types::RoutingProfileQueueReference {
    let reference = types::RoutingProfileQueueReference::builder()
        .queue_id(pair.queue.as_str())
        .channel(pair.channel.as_str().into());
    whole(reference.build())
}
