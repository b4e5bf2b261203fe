//! What phone numbers need of Amazon Connect.

use async_trait::async_trait;
use connect_model::{Fault, FlowId, InstanceId, PhoneNumberId, Tags};

use crate::{Condition, Known};

/// The calls. Contract: lists are whole.
#[async_trait]
pub trait Port: Send + Sync {
    /// `ListPhoneNumbersV2` for the whole account and Region.
    async fn list(&self) -> Result<Vec<NumberListed>, Fault>;

    /// `DescribePhoneNumber`.
    async fn describe(&self, id: &PhoneNumberId) -> Result<NumberRecord, Fault>;

    /// `ListTrafficDistributionGroups`: the groups that an instance may have numbers by.
    async fn groups(&self, instance: &InstanceId) -> Result<Vec<NumberGroup>, Fault>;

    /// `ListFlowAssociations` for voice: the id or ARN of each number, and its flow.
    async fn flows(&self, instance: &InstanceId) -> Result<Vec<(String, FlowId)>, Fault>;

    /// `SearchAvailablePhoneNumbers`, at most 10.
    async fn available(&self, wish: &Wish, most: u32) -> Result<Vec<String>, Fault>;

    /// `ClaimPhoneNumber`. A number that somebody has taken meanwhile is a fault of class
    /// `Conflict`. Success does not mean that the number is there: `describe` tells.
    async fn claim(&self, claim: &Claim) -> Result<Known, Fault>;

    /// `UpdatePhoneNumberMetadata`.
    async fn describe_as(&self, id: &PhoneNumberId, description: &str) -> Result<(), Fault>;

    /// `UpdatePhoneNumber`: to another instance or group of the Region. Its flow does not go along.
    async fn move_to(&self, id: &PhoneNumberId, target: &str) -> Result<(), Fault>;

    /// `AssociatePhoneNumberContactFlow`, or without a flow `DisassociatePhoneNumberContactFlow`.
    async fn attach(
        &self,
        instance: &InstanceId,
        id: &PhoneNumberId,
        flow: Option<&FlowId>,
    ) -> Result<(), Fault>;

    /// `ReleasePhoneNumber`. One that is gone already is no fault.
    async fn release(&self, id: &PhoneNumberId) -> Result<(), Fault>;
}

/// What is wanted of a number.
#[derive(Clone, Debug, PartialEq)]
pub struct Wish {
    /// The ARN of the instance or group.
    pub target: String,
    /// Two letters.
    pub country: String,
    /// `DID`, `TOLL_FREE`, ….
    pub r#type: String,
    /// `+` and digits.
    pub prefix: Option<String>,
}

/// A claim.
#[derive(Clone, Debug, PartialEq)]
pub struct Claim {
    /// The ARN of the instance or group.
    pub target: String,
    /// E.164.
    pub number: String,
    /// The description.
    pub description: Option<String>,
    /// Tags.
    pub tags: Tags,
    /// The client token, a UUID.
    pub token: String,
}

/// A traffic distribution group.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NumberGroup {
    /// The ARN.
    pub arn: String,
    /// Whether it is the instance's own: its numbers are as good as on the instance.
    pub is_default: bool,
}

/// What the list tells.
#[derive(Clone, Debug, PartialEq)]
pub struct NumberListed {
    /// The id.
    pub id: PhoneNumberId,
    /// The ARN.
    pub arn: String,
    /// E.164.
    pub number: String,
    /// Two letters.
    pub country: String,
    /// `DID`, `TOLL_FREE`, ….
    pub r#type: String,
    /// The ARN of the instance or group that has it.
    pub target: String,
}

/// What the list does not tell.
#[derive(Clone, Debug, PartialEq)]
pub struct NumberRecord {
    /// The description.
    pub description: Option<String>,
    /// Tags.
    pub tags: Tags,
    /// Whether it is there.
    pub status: NumberStatus,
}

/// Whether a number is there.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum NumberStatus {
    /// It is.
    Claimed,
    /// A claim or a move is still running.
    InProgress,
    /// It failed, with AWS's reason; commonly a full quota.
    Failed(String),
}

impl From<NumberStatus> for Condition {
    fn from(status: NumberStatus) -> Self {
        match status {
            NumberStatus::Claimed => Self::Ready,
            NumberStatus::InProgress => Self::Settling,
            NumberStatus::Failed(reason) => Self::Broken(reason),
        }
    }
}
