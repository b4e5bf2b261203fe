//! The routing profiles of a crowd.

use std::fmt::Write as _;

use async_trait::async_trait;
use connect_model::{Fault, InstanceId, QueueId, RoutingProfileId, Tags};
use connect_resources::{
    Known, Named,
    routing_profile::{
        Concurrency, PairRecord, Port, RoutingProfileChange, RoutingProfileDraft,
        RoutingProfileRecord,
    },
};

use super::{Answers, Crowd, VOICE, id, named, not_asked, queues, tags};

pub(super) fn name(n: usize) -> String {
    format!("profile-{n:05}")
}

pub(super) fn profile_id(n: usize) -> String {
    id(2, n)
}

pub(super) fn declare(crowd: Crowd, n: usize, text: &mut String) {
    let [first, second] = crowd.queues_of(n).map(queues::name);
    writeln!(
        text,
        "  - {{ name: {}, description: many, default_outbound_queue: {first}, \
         media_concurrencies: [{{ channel: {VOICE}, concurrency: 1 }}], queue_configs: \
         [{{ channel: {VOICE}, queue: {first} }}, {{ channel: {VOICE}, queue: {second} }}] }}",
        name(n)
    )
    .unwrap();
}

// === impl Answers ===

#[async_trait]
impl Port for Answers {
    async fn list(&self, _: &InstanceId) -> Result<Vec<Named>, Fault> {
        let profiles = 0..self.crowd.profiles();
        Ok(profiles
            .map(|n| named(name(n), &profile_id(n), "routing-profile"))
            .collect())
    }

    async fn search(&self, _: &InstanceId) -> Result<Vec<RoutingProfileRecord>, Fault> {
        let record = |n| {
            let queues = self.crowd.queues_of(n);
            let queues = queues.map(|queue| QueueId::new(queues::queue_id(queue)));
            RoutingProfileRecord {
                id: RoutingProfileId::new(profile_id(n)),
                name: name(n),
                description: "many".into(),
                default_outbound_queue: queues[0].clone(),
                concurrency: vec![Concurrency {
                    channel: VOICE.into(),
                    concurrency: 1,
                    cross_channel: None,
                }],
                queues: Some(queues.into()),
                tags: tags(),
            }
        };
        Ok((0..self.crowd.profiles()).map(record).collect())
    }

    async fn describe(
        &self,
        _: &InstanceId,
        _: &RoutingProfileId,
    ) -> Result<RoutingProfileRecord, Fault> {
        not_asked("DescribeRoutingProfile")
    }

    async fn pairs(&self, _: &InstanceId, _: &RoutingProfileId) -> Result<Vec<PairRecord>, Fault> {
        not_asked("ListRoutingProfileQueues")
    }

    async fn create(
        &self,
        _: &InstanceId,
        _: &RoutingProfileDraft,
        _: &Tags,
    ) -> Result<Known, Fault> {
        not_asked("CreateRoutingProfile")
    }

    async fn update(
        &self,
        _: &InstanceId,
        _: &RoutingProfileId,
        _: &RoutingProfileChange,
    ) -> Result<(), Fault> {
        not_asked("UpdateRoutingProfile")
    }

    async fn add_pairs(
        &self,
        _: &InstanceId,
        _: &RoutingProfileId,
        _: &[PairRecord],
    ) -> Result<(), Fault> {
        not_asked("AssociateRoutingProfileQueues")
    }

    async fn change_pairs(
        &self,
        _: &InstanceId,
        _: &RoutingProfileId,
        _: &[PairRecord],
    ) -> Result<(), Fault> {
        not_asked("UpdateRoutingProfileQueues")
    }

    async fn remove_pairs(
        &self,
        _: &InstanceId,
        _: &RoutingProfileId,
        _: &[PairRecord],
    ) -> Result<(), Fault> {
        not_asked("DisassociateRoutingProfileQueues")
    }

    async fn delete(&self, _: &InstanceId, _: &RoutingProfileId) -> Result<(), Fault> {
        not_asked("DeleteRoutingProfile")
    }
}
