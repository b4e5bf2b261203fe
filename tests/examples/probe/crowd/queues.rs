//! The queues of a crowd.

use async_trait::async_trait;
use connect_model::{Fault, HoursId, InstanceId, QueueId, QuickConnectId, Tags};
use connect_resources::{
    Known, Named,
    queue::{Port, QueueChange, QueueDraft, QueueRecord},
};

use super::{Answers, MODIFIED_MS, id, named, not_asked, tags};

pub(super) fn name(n: usize) -> String {
    format!("queue-{n:05}")
}

pub(super) fn queue_id(n: usize) -> String {
    id(1, n)
}

// === impl Answers ===

#[async_trait]
impl Port for Answers {
    async fn list(&self, _: &InstanceId) -> Result<Vec<Named>, Fault> {
        let queues = 0..self.crowd.queues();
        Ok(queues
            .map(|n| named(name(n), &queue_id(n), "queue"))
            .collect())
    }

    async fn search(&self, _: &InstanceId) -> Result<Vec<QueueRecord>, Fault> {
        let record = |n| QueueRecord {
            id: QueueId::new(queue_id(n)),
            name: name(n),
            description: None,
            hours: HoursId::new(&self.ground.hours),
            max_contacts: None,
            caller: None,
            status: "ENABLED".into(),
            tags: tags(),
            modified_ms: Some(MODIFIED_MS),
        };
        Ok((0..self.crowd.queues()).map(record).collect())
    }

    async fn describe(&self, _: &InstanceId, _: &QueueId) -> Result<QueueRecord, Fault> {
        not_asked("DescribeQueue")
    }

    async fn quick_connects(
        &self,
        _: &InstanceId,
        _: &QueueId,
    ) -> Result<Vec<QuickConnectId>, Fault> {
        not_asked("ListQueueQuickConnects")
    }

    async fn create(&self, _: &InstanceId, _: &QueueDraft, _: &Tags) -> Result<Known, Fault> {
        not_asked("CreateQueue")
    }

    async fn update(&self, _: &InstanceId, _: &QueueId, _: &QueueChange) -> Result<(), Fault> {
        not_asked("UpdateQueue")
    }

    async fn link(&self, _: &InstanceId, _: &QueueId, _: &[QuickConnectId]) -> Result<(), Fault> {
        not_asked("AssociateQueueQuickConnects")
    }

    async fn unlink(&self, _: &InstanceId, _: &QueueId, _: &[QuickConnectId]) -> Result<(), Fault> {
        not_asked("DisassociateQueueQuickConnects")
    }

    async fn delete(&self, _: &InstanceId, _: &QueueId) -> Result<(), Fault> {
        not_asked("DeleteQueue")
    }
}
