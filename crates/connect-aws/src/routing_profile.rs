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

    async fn search_tags(&self, instance: &InstanceId) -> Result<Vec<(String, Tags)>, Fault> {
        let request = self.connect.search_routing_profiles();
        let request = request
            .instance_id(instance.as_str())
            .max_results(LARGE_SEARCH_PAGE);
        let found = self.pages(
            "SearchRoutingProfiles",
            |token| request.clone().set_next_token(token).send(),
            |page| (page.routing_profiles, page.next_token),
        );
        let tagged = |profile: types::RoutingProfile| {
            Some((profile.routing_profile_id?, tags(profile.tags)))
        };
        Ok(found.await?.into_iter().filter_map(tagged).collect())
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

fn record(profile: types::RoutingProfile) -> Option<RoutingProfileRecord> {
    let channels = profile.media_concurrencies.unwrap_or_default();
    Some(RoutingProfileRecord {
        name: profile.name?,
        description: profile.description.unwrap_or_default(),
        default_outbound_queue: QueueId::new(profile.default_outbound_queue_id?),
        concurrency: channels.into_iter().map(concurrency).collect(),
        tags: tags(profile.tags),
    })
}

/// A channel without a behaviour has the one that AWS names as its default.
fn concurrency(channel: types::MediaConcurrency) -> Concurrency {
    let behaviour = channel
        .cross_channel_behavior
        .map_or(types::BehaviorType::RouteCurrentChannelOnly, |cross| {
            cross.behavior_type
        });
    Concurrency {
        channel: channel.channel.as_str().to_owned(),
        concurrency: count(channel.concurrency),
        cross_channel: behaviour.as_str().to_owned(),
    }
}

fn concurrencies(all: &[Concurrency]) -> Vec<types::MediaConcurrency> {
    let one = |one: &Concurrency| {
        let cross =
            types::CrossChannelBehavior::builder().behavior_type(one.cross_channel.as_str().into());
        let channel = types::MediaConcurrency::builder()
            .channel(one.channel.as_str().into())
            .concurrency(int(one.concurrency))
            .cross_channel_behavior(whole(cross.build()));
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
