//! What quick connects need of Amazon Connect.

use async_trait::async_trait;
use connect_model::{Fault, FlowId, InstanceId, QueueId, QuickConnectId, Tags, UserId};

use crate::{Known, Named, census::Record};

/// The calls. Contract: lists are whole; a taken name is a fault of class `Duplicate` on creation.
#[async_trait]
pub trait Port: Send + Sync {
    /// `ListQuickConnects`.
    async fn list(&self, instance: &InstanceId) -> Result<Vec<Named>, Fault>;

    /// `SearchQuickConnects`.
    async fn search(&self, instance: &InstanceId) -> Result<Vec<QuickConnectRecord>, Fault>;

    /// `DescribeQuickConnect`.
    async fn describe(
        &self,
        instance: &InstanceId,
        id: &QuickConnectId,
    ) -> Result<QuickConnectRecord, Fault>;

    /// `CreateQuickConnect`.
    async fn create(
        &self,
        instance: &InstanceId,
        draft: &QuickConnectDraft,
        tags: &Tags,
    ) -> Result<Known, Fault>;

    /// The update operation of the aspect.
    async fn update(
        &self,
        instance: &InstanceId,
        id: &QuickConnectId,
        change: &QuickConnectChange,
    ) -> Result<(), Fault>;

    /// `DeleteQuickConnect`.
    async fn delete(&self, instance: &InstanceId, id: &QuickConnectId) -> Result<(), Fault>;
}

/// What is sent to make one.
#[derive(Clone, Debug, PartialEq)]
pub struct QuickConnectDraft {
    /// The name.
    pub name: String,
    /// The description.
    pub description: Option<String>,
    /// Where it leads.
    pub destination: Destination,
}

/// One aspect that is sent.
#[derive(Clone, Debug, PartialEq)]
pub enum QuickConnectChange {
    /// `UpdateQuickConnectName`.
    Name {
        /// The name.
        name: String,
        /// The description; absent, it stays.
        description: Option<String>,
    },
    /// `UpdateQuickConnectConfig`.
    Destination(Destination),
}

/// What comes back.
#[derive(Clone, Debug, PartialEq)]
pub struct QuickConnectRecord {
    /// The id.
    pub id: QuickConnectId,
    /// The name.
    pub name: String,
    /// The description.
    pub description: Option<String>,
    /// Where it leads.
    pub destination: Destination,
    /// Tags.
    pub tags: Tags,
    /// When it was changed last, in milliseconds since 1970.
    pub modified_ms: Option<i64>,
}

/// Where a quick connect leads.
#[derive(Clone, Debug, PartialEq)]
pub enum Destination {
    /// To a queue, through a flow.
    Queue {
        /// The queue.
        queue: QueueId,
        /// The transfer flow.
        flow: FlowId,
    },
    /// To a user, through a flow.
    User {
        /// The user.
        user: UserId,
        /// The transfer flow.
        flow: FlowId,
    },
    /// To a number in E.164.
    PhoneNumber(String),
    /// To a flow.
    Flow(FlowId),
}

impl Record for QuickConnectRecord {
    fn id(&self) -> &str {
        self.id.as_str()
    }

    fn modified_ms(&self) -> Option<i64> {
        self.modified_ms
    }
}
