//! What replicas need of Amazon Connect.

use async_trait::async_trait;
use connect_model::{Fault, InstanceId, Region};

use crate::{Condition, Known};

/// The calls. Contract: lists are whole.
#[async_trait]
pub trait Port: Send + Sync {
    /// `DescribeInstance`: what it tells of replicas. Without any, the source is absent.
    async fn replication(&self, instance: &InstanceId) -> Result<Replication, Fault>;

    /// `ReplicateInstance`. It answers at once; `replication` tells when the replica is there.
    async fn replicate(&self, draft: &ReplicaDraft) -> Result<Known, Fault>;

    /// `ListReplicationFindings` for one type of resource, as AWS spells it. A type that AWS does not
    /// follow is a fault of class `Invalid`.
    async fn lag(&self, instance: &InstanceId, resource_type: &str) -> Result<Lag, Fault>;

    /// `DeleteInstance` in the Region of the replica. One that is gone already is no fault.
    async fn delete(&self, instance: &InstanceId, region: &Region) -> Result<(), Fault>;
}

/// What an instance tells of its replicas. A replica tells the same as its source.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Replication {
    /// The Region of the source.
    pub source: Option<String>,
    /// The replicas.
    pub replicas: Vec<ReplicaListed>,
}

/// One replica.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReplicaListed {
    /// Its Region.
    pub region: String,
    /// How far it is.
    pub status: ReplicaStatus,
}

/// How far a replica is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ReplicaStatus {
    /// The first copy is done.
    Complete,
    /// AWS is still at it.
    InProgress,
    /// It is being deleted.
    Deleting,
    /// The copy or the deletion failed, with AWS's reason.
    Failed(String),
}

/// What is sent to make one.
#[derive(Clone, Debug, PartialEq)]
pub struct ReplicaDraft {
    /// The instance, which gives the replica its id.
    pub instance: InstanceId,
    /// Where the replica is to be.
    pub region: String,
    /// The alias of the replica.
    pub alias: String,
    /// The client token.
    pub token: String,
}

/// How far the resources of one type are behind in the other Region.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Lag {
    /// Those whose replication waits for somebody to act.
    pub findings: Vec<ReplicationFinding>,
    /// How many are not in step, about. AWS counts late, and may not have counted yet.
    pub drifted: u64,
}

/// A resource whose replication waits for somebody to act.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReplicationFinding {
    /// Its type, as AWS spells it.
    pub resource_type: String,
    /// Its name, or its id where AWS gives none.
    pub name: String,
    /// Its ARN.
    pub arn: String,
    /// What is wrong, in the words of AWS.
    pub message: String,
}

// === impl Replication ===

impl Replication {
    /// The replica in a Region.
    pub fn in_region(&self, region: &str) -> Option<&ReplicaListed> {
        self.replicas
            .iter()
            .find(|replica| replica.region == region)
    }
}

// === impl Lag ===

impl Lag {
    /// Whether everything of the type is in step.
    pub fn is_none(&self) -> bool {
        self.findings.is_empty() && self.drifted == 0
    }
}

impl From<ReplicaStatus> for Condition {
    fn from(status: ReplicaStatus) -> Self {
        match status {
            ReplicaStatus::Complete => Self::Ready,
            ReplicaStatus::InProgress | ReplicaStatus::Deleting => Self::Settling,
            ReplicaStatus::Failed(reason) => Self::Broken(reason),
        }
    }
}
