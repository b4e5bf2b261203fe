//! What traffic distribution groups need of Amazon Connect.

use std::collections::BTreeMap;

use async_trait::async_trait;
use connect_model::{Fault, InstanceId, Tags, UserId};
use serde::{Deserialize, Serialize};

use crate::{Condition, Known, Named};

/// The calls. A group is named by its ARN, which every Region takes. Contract: lists are whole.
#[async_trait]
pub trait Port: Send + Sync {
    /// `ListTrafficDistributionGroups`: those that distribute to this Region, of one instance or of all.
    async fn list(&self, instance: Option<&InstanceId>) -> Result<Vec<GroupListed>, Fault>;

    /// `DescribeTrafficDistributionGroup`.
    async fn describe(&self, arn: &str) -> Result<GroupRecord, Fault>;

    /// `CreateTrafficDistributionGroup`. A taken name is a fault of class `Duplicate`. It answers at
    /// once; `describe` tells when the group is there.
    async fn create(&self, draft: &GroupDraft) -> Result<Known, Fault>;

    /// `DeleteTrafficDistributionGroup`. One that is gone already is no fault.
    async fn delete(&self, arn: &str) -> Result<(), Fault>;

    /// `ListTrafficDistributionGroupUsers`.
    async fn users(&self, arn: &str) -> Result<Vec<UserId>, Fault>;

    /// `AssociateTrafficDistributionGroupUser`. A user of another group is a fault of class `Conflict`.
    async fn associate(&self, instance: &InstanceId, arn: &str, user: &UserId)
    -> Result<(), Fault>;

    /// `DisassociateTrafficDistributionGroupUser`. A user who is not in the group is no fault.
    async fn disassociate(
        &self,
        instance: &InstanceId,
        arn: &str,
        user: &UserId,
    ) -> Result<(), Fault>;

    /// `GetTrafficDistribution`.
    async fn distribution(&self, arn: &str) -> Result<Distribution, Fault>;

    /// `UpdateTrafficDistribution`. What is absent stays as it is.
    async fn distribute(&self, arn: &str, distribution: &Distribution) -> Result<(), Fault>;
}

/// What the list tells.
#[derive(Clone, Debug, PartialEq)]
pub struct GroupListed {
    /// The name, id and ARN.
    pub named: Named,
    /// The ARN of the instance at home.
    pub instance_arn: String,
    /// Whether it is the instance's own, which AWS made with the replica.
    pub is_default: bool,
    /// Whether it is there.
    pub status: GroupStatus,
}

/// What the list does not tell.
#[derive(Clone, Debug, PartialEq)]
pub struct GroupRecord {
    /// The description.
    pub description: Option<String>,
    /// Tags.
    pub tags: Tags,
    /// Whether it is there.
    pub status: GroupStatus,
}

/// Whether a group is there.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum GroupStatus {
    /// It is.
    Active,
    /// It is being made.
    Creating,
    /// Its traffic is being shifted.
    Updating,
    /// It is being deleted.
    Deleting,
    /// It could not be made.
    CreationFailed,
    /// It could not be deleted.
    DeletionFailed,
}

/// What is sent to make one.
#[derive(Clone, Debug, PartialEq)]
pub struct GroupDraft {
    /// The instance.
    pub instance: InstanceId,
    /// The name.
    pub name: String,
    /// The description.
    pub description: Option<String>,
    /// Tags.
    pub tags: Tags,
    /// The client token.
    pub token: String,
}

/// How calls and agents are shared out, each by Region. What a group does not have is absent.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Distribution {
    /// Shares of the calls, in percent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub telephony: Option<BTreeMap<String, u32>>,
    /// Shares of the agents, in percent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub agents: Option<BTreeMap<String, u32>>,
    /// Whether people sign in there. Only the instance's own group says it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub sign_in: Option<BTreeMap<String, bool>>,
}

// === impl GroupStatus ===

impl From<GroupStatus> for Condition {
    /// A group whose traffic is being shifted is there.
    fn from(status: GroupStatus) -> Self {
        match status {
            GroupStatus::Active | GroupStatus::Updating => Self::Ready,
            GroupStatus::Creating | GroupStatus::Deleting => Self::Settling,
            GroupStatus::CreationFailed => Self::Broken("AWS gives no reason".to_owned()),
            GroupStatus::DeletionFailed => Self::Broken("its deletion failed".to_owned()),
        }
    }
}
