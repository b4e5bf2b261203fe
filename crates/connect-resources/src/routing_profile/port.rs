//! What routing profiles need of Amazon Connect.

use std::collections::BTreeSet;

use async_trait::async_trait;
use connect_model::{Fault, InstanceId, QueueId, RoutingProfileId, Tags};

use crate::{Known, Named, census::Record};

/// The calls. Contract: lists are whole; a taken name is a fault of class `Duplicate`; calls with
/// pairs take at most ten.
#[async_trait]
pub trait Port: Send + Sync {
    /// `ListRoutingProfiles`.
    async fn list(&self, instance: &InstanceId) -> Result<Vec<Named>, Fault>;

    /// `SearchRoutingProfiles`: all but behaviour across channels, and of the pairs the queues alone.
    async fn search(&self, instance: &InstanceId) -> Result<Vec<RoutingProfileRecord>, Fault>;

    /// `DescribeRoutingProfile`.
    async fn describe(
        &self,
        instance: &InstanceId,
        id: &RoutingProfileId,
    ) -> Result<RoutingProfileRecord, Fault>;

    /// `ListRoutingProfileQueues`.
    async fn pairs(
        &self,
        instance: &InstanceId,
        id: &RoutingProfileId,
    ) -> Result<Vec<PairRecord>, Fault>;

    /// `CreateRoutingProfile`.
    async fn create(
        &self,
        instance: &InstanceId,
        draft: &RoutingProfileDraft,
        tags: &Tags,
    ) -> Result<Known, Fault>;

    /// The update operation of the aspect.
    async fn update(
        &self,
        instance: &InstanceId,
        id: &RoutingProfileId,
        change: &RoutingProfileChange,
    ) -> Result<(), Fault>;

    /// `AssociateRoutingProfileQueues`.
    async fn add_pairs(
        &self,
        instance: &InstanceId,
        id: &RoutingProfileId,
        pairs: &[PairRecord],
    ) -> Result<(), Fault>;

    /// `UpdateRoutingProfileQueues`: priority and delay of pairs that are there.
    async fn change_pairs(
        &self,
        instance: &InstanceId,
        id: &RoutingProfileId,
        pairs: &[PairRecord],
    ) -> Result<(), Fault>;

    /// `DisassociateRoutingProfileQueues`.
    async fn remove_pairs(
        &self,
        instance: &InstanceId,
        id: &RoutingProfileId,
        pairs: &[PairRecord],
    ) -> Result<(), Fault>;

    /// `DeleteRoutingProfile`.
    async fn delete(&self, instance: &InstanceId, id: &RoutingProfileId) -> Result<(), Fault>;
}

/// What is sent to make one.
#[derive(Clone, Debug, PartialEq)]
pub struct RoutingProfileDraft {
    /// The name.
    pub name: String,
    /// The description, which AWS demands.
    pub description: String,
    /// The queue of outbound calls.
    pub default_outbound_queue: QueueId,
    /// By channel.
    pub concurrency: Vec<Concurrency>,
    /// At most ten.
    pub queues: Vec<PairRecord>,
}

/// One aspect that is sent.
#[derive(Clone, Debug, PartialEq)]
pub enum RoutingProfileChange {
    /// `UpdateRoutingProfileName`.
    Name {
        /// The name.
        name: String,
        /// The description.
        description: String,
    },
    /// `UpdateRoutingProfileConcurrency`, all channels.
    Concurrency(Vec<Concurrency>),
    /// `UpdateRoutingProfileDefaultOutboundQueue`.
    DefaultOutboundQueue(QueueId),
}

/// What comes back.
#[derive(Clone, Debug, PartialEq)]
pub struct RoutingProfileRecord {
    /// The id.
    pub id: RoutingProfileId,
    /// The name.
    pub name: String,
    /// The description.
    pub description: String,
    /// The queue of outbound calls.
    pub default_outbound_queue: QueueId,
    /// By channel.
    pub concurrency: Vec<Concurrency>,
    /// The queues of its pairs; a search alone tells them.
    pub queues: Option<BTreeSet<QueueId>>,
    /// Tags.
    pub tags: Tags,
}

/// How many contacts of a channel an agent handles at once.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Concurrency {
    /// `VOICE`, `CHAT`, `TASK` or `EMAIL`.
    pub channel: String,
    /// How many.
    pub concurrency: u32,
    /// `ROUTE_CURRENT_CHANNEL_ONLY` or `ROUTE_ANY_CHANNEL`; a search tells none, and where none is
    /// sent AWS takes the first.
    pub cross_channel: Option<String>,
}

/// One queue on one channel.
#[derive(Clone, Debug, PartialEq)]
pub struct PairRecord {
    /// The channel.
    pub channel: String,
    /// The queue.
    pub queue: QueueId,
    /// 1 (first) to 99.
    pub priority: u32,
    /// Seconds.
    pub delay: u32,
}

impl Record for RoutingProfileRecord {
    fn id(&self) -> &str {
        self.id.as_str()
    }

    /// The search does not tell.
    fn modified_ms(&self) -> Option<i64> {
        None
    }
}
