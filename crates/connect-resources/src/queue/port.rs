//! What queues need of Amazon Connect.

use async_trait::async_trait;
use connect_model::{
    Fault, FlowId, HoursId, InstanceId, PhoneNumberId, QueueId, QuickConnectId, Tags,
};

use crate::{Known, Named, census::Record};

/// The calls. Contract: lists are whole and hold queues of type STANDARD alone, not those of agents;
/// a taken name is a fault of class `Duplicate`.
#[async_trait]
pub trait Port: Send + Sync {
    /// `ListQueues`.
    async fn list(&self, instance: &InstanceId) -> Result<Vec<Named>, Fault>;

    /// `SearchQueues`.
    async fn search(&self, instance: &InstanceId) -> Result<Vec<QueueRecord>, Fault>;

    /// `DescribeQueue`.
    async fn describe(&self, instance: &InstanceId, id: &QueueId) -> Result<QueueRecord, Fault>;

    /// `ListQueueQuickConnects`.
    async fn quick_connects(
        &self,
        instance: &InstanceId,
        id: &QueueId,
    ) -> Result<Vec<QuickConnectId>, Fault>;

    /// `CreateQueue`. Takes the first 50 quick connects.
    async fn create(
        &self,
        instance: &InstanceId,
        draft: &QueueDraft,
        tags: &Tags,
    ) -> Result<Known, Fault>;

    /// The update operation of the aspect.
    async fn update(
        &self,
        instance: &InstanceId,
        id: &QueueId,
        change: &QueueChange,
    ) -> Result<(), Fault>;

    /// `AssociateQueueQuickConnects`, at most 50.
    async fn link(
        &self,
        instance: &InstanceId,
        id: &QueueId,
        quick_connects: &[QuickConnectId],
    ) -> Result<(), Fault>;

    /// `DisassociateQueueQuickConnects`, at most 50.
    async fn unlink(
        &self,
        instance: &InstanceId,
        id: &QueueId,
        quick_connects: &[QuickConnectId],
    ) -> Result<(), Fault>;

    /// `DeleteQueue`.
    async fn delete(&self, instance: &InstanceId, id: &QueueId) -> Result<(), Fault>;
}

/// What is sent to make one.
#[derive(Clone, Debug, PartialEq)]
pub struct QueueDraft {
    /// The name.
    pub name: String,
    /// The description.
    pub description: Option<String>,
    /// Its hours.
    pub hours: HoursId,
    /// How many contacts may wait.
    pub max_contacts: Option<u32>,
    /// How outbound calls present themselves.
    pub caller: Option<CallerRecord>,
    /// Its quick connects.
    pub quick_connects: Vec<QuickConnectId>,
}

/// One aspect that is sent.
#[derive(Clone, Debug, PartialEq)]
pub enum QueueChange {
    /// `UpdateQueueName`.
    Name {
        /// The name.
        name: String,
        /// The description; absent, it stays.
        description: Option<String>,
    },
    /// `UpdateQueueHoursOfOperation`.
    Hours(HoursId),
    /// `UpdateQueueMaxContacts`; absent, there is no limit any more.
    MaxContacts(Option<u32>),
    /// `UpdateQueueOutboundCallerConfig`, the whole of it.
    Caller(CallerRecord),
    /// `UpdateQueueStatus`.
    Status(String),
}

/// What comes back.
#[derive(Clone, Debug, PartialEq)]
pub struct QueueRecord {
    /// The id.
    pub id: QueueId,
    /// The name.
    pub name: String,
    /// The description.
    pub description: Option<String>,
    /// Its hours.
    pub hours: HoursId,
    /// How many contacts may wait.
    pub max_contacts: Option<u32>,
    /// How outbound calls present themselves.
    pub caller: Option<CallerRecord>,
    /// ENABLED or DISABLED.
    pub status: String,
    /// Tags.
    pub tags: Tags,
    /// When it was changed last, in milliseconds since 1970.
    pub modified_ms: Option<i64>,
}

/// How outbound calls present themselves.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct CallerRecord {
    /// The name that is shown.
    pub name: Option<String>,
    /// The number that is shown.
    pub number: Option<PhoneNumberId>,
    /// The whisper flow.
    pub flow: Option<FlowId>,
}

// === impl QueueDraft ===

impl QueueDraft {
    pub(super) fn hours(known: &Known) -> HoursId {
        HoursId::new(&known.id)
    }
}

// === impl CallerRecord ===

impl CallerRecord {
    pub(super) fn of(name: Option<String>, number: Option<Known>, flow: Option<Known>) -> Self {
        Self {
            name,
            number: number.map(|known| PhoneNumberId::new(known.id)),
            flow: flow.map(|known| FlowId::new(known.id)),
        }
    }
}

impl Record for QueueRecord {
    fn id(&self) -> &str {
        self.id.as_str()
    }

    fn modified_ms(&self) -> Option<i64> {
        self.modified_ms
    }
}
