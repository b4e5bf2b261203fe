//! What instances need of Amazon Connect.

use async_trait::async_trait;
use connect_model::{Fault, InstanceId, Tags};

use crate::{Condition, Known, Named};

/// The calls. Contract: lists are whole.
#[async_trait]
pub trait Port: Send + Sync {
    /// `ListInstances`: aliases with ids.
    async fn list(&self) -> Result<Vec<Named>, Fault>;

    /// `DescribeInstance`.
    async fn describe(&self, id: &InstanceId) -> Result<InstanceRecord, Fault>;

    /// `ListInstanceAttributes`, those that a spec can declare.
    async fn attributes(&self, id: &InstanceId) -> Result<Vec<(Attribute, bool)>, Fault>;

    /// `CreateInstance`. It answers at once; `describe` tells when the instance is there.
    async fn create(&self, draft: &InstanceDraft) -> Result<Known, Fault>;

    /// `UpdateInstanceAttribute`.
    async fn set(&self, id: &InstanceId, attribute: Attribute, value: bool) -> Result<(), Fault>;

    /// `DeleteInstance`. One that is gone already is no fault.
    async fn delete(&self, id: &InstanceId) -> Result<(), Fault>;
}

/// What is sent to make one.
#[derive(Clone, Debug, PartialEq)]
pub struct InstanceDraft {
    /// The alias.
    pub alias: String,
    /// `CONNECT_MANAGED`, `SAML` or `EXISTING_DIRECTORY`.
    pub identity_management: String,
    /// For `EXISTING_DIRECTORY` alone.
    pub directory_id: Option<String>,
    /// Whether calls can come in.
    pub inbound_calls: bool,
    /// Whether calls can go out.
    pub outbound_calls: bool,
    /// Tags.
    pub tags: Tags,
    /// The client token.
    pub token: String,
}

/// What comes back.
#[derive(Clone, Debug, PartialEq)]
pub struct InstanceRecord {
    /// The alias.
    pub alias: Option<String>,
    /// `CONNECT_MANAGED`, `SAML` or `EXISTING_DIRECTORY`.
    pub identity_management: String,
    /// Whether it is there.
    pub status: InstanceStatus,
    /// Tags.
    pub tags: Tags,
    /// When it was made, in milliseconds since 1970.
    pub created_ms: Option<i64>,
    /// The ARN of its service-linked role.
    pub service_role: Option<String>,
}

/// Whether an instance is there.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum InstanceStatus {
    /// It is.
    Active,
    /// AWS is still at it.
    InProgress,
    /// It failed, with AWS's reason.
    Failed(String),
}

/// An attribute of an instance that a spec can declare.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Attribute {
    /// `INBOUND_CALLS`.
    InboundCalls,
    /// `OUTBOUND_CALLS`.
    OutboundCalls,
    /// `CONTACTFLOW_LOGS`.
    ContactFlowLogs,
    /// `CONTACT_LENS`.
    ContactLens,
    /// `AUTO_RESOLVE_BEST_VOICES`.
    AutoResolveBestVoices,
    /// `EARLY_MEDIA`.
    EarlyMedia,
    /// `MULTI_PARTY_CONFERENCE`.
    MultiPartyConference,
}

// === impl Attribute ===

impl Attribute {
    /// Every one.
    pub const ALL: &'static [Self] = &[
        Self::InboundCalls,
        Self::OutboundCalls,
        Self::ContactFlowLogs,
        Self::ContactLens,
        Self::AutoResolveBestVoices,
        Self::EarlyMedia,
        Self::MultiPartyConference,
    ];

    /// The member of the spec.
    pub fn member(self) -> &'static str {
        match self {
            Self::InboundCalls => "inbound_calls",
            Self::OutboundCalls => "outbound_calls",
            Self::ContactFlowLogs => "contact_flow_logs",
            Self::ContactLens => "contact_lens",
            Self::AutoResolveBestVoices => "auto_resolve_best_voices",
            Self::EarlyMedia => "early_media",
            Self::MultiPartyConference => "multi_party_conference",
        }
    }

    /// Whether it is on when nothing is said.
    pub(super) fn is_usual(self) -> bool {
        !matches!(self, Self::ContactLens | Self::MultiPartyConference)
    }

    pub(super) fn of_aspect(aspect: &str) -> Option<Self> {
        let is = |attribute: &&Self| attribute.member().replace('_', "-") == aspect;
        Self::ALL.iter().find(is).copied()
    }
}

impl From<InstanceStatus> for Condition {
    fn from(status: InstanceStatus) -> Self {
        match status {
            InstanceStatus::Active => Self::Ready,
            InstanceStatus::InProgress => Self::Settling,
            InstanceStatus::Failed(reason) => Self::Broken(reason),
        }
    }
}
