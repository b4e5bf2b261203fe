//! What prompts need of Amazon Connect and of S3.

use async_trait::async_trait;
use connect_model::{Fault, InstanceId, PromptId, Tags, spec::Payload};

use crate::{Known, Named, census::Record};

/// The calls. Contract: lists are whole; a taken name is a fault of class `Duplicate`.
#[async_trait]
pub trait Port: Send + Sync {
    /// `ListPrompts`.
    async fn list(&self, instance: &InstanceId) -> Result<Vec<Named>, Fault>;

    /// `SearchPrompts`.
    async fn search(&self, instance: &InstanceId) -> Result<Vec<PromptRecord>, Fault>;

    /// `DescribePrompt`.
    async fn describe(&self, instance: &InstanceId, id: &PromptId) -> Result<PromptRecord, Fault>;

    /// `CreatePrompt`.
    async fn create(
        &self,
        instance: &InstanceId,
        draft: &PromptDraft,
        tags: &Tags,
    ) -> Result<Known, Fault>;

    /// `UpdatePrompt` with what changes; the rest stays as it is.
    async fn update(
        &self,
        instance: &InstanceId,
        id: &PromptId,
        change: &PromptChange,
    ) -> Result<(), Fault>;

    /// `DeletePrompt`.
    async fn delete(&self, instance: &InstanceId, id: &PromptId) -> Result<(), Fault>;
}

/// Where recordings of prompts go before Amazon Connect takes them.
#[async_trait]
pub trait RecordingPort: Send + Sync {
    /// `PutObject` in the Region of the instance. A bucket that is not there is a fault of class
    /// `NotFound`.
    async fn upload(&self, bucket: &str, key: &str, recording: &Payload) -> Result<(), Fault>;

    /// `CreateBucket` in the Region of the instance, private as AWS makes them. One that the account
    /// has already is no fault.
    async fn make_bucket(&self, bucket: &str) -> Result<(), Fault>;
}

/// What is sent to make one.
#[derive(Clone, Debug, PartialEq)]
pub struct PromptDraft {
    /// The name.
    pub name: String,
    /// The description.
    pub description: Option<String>,
    /// The address of the recording.
    pub uri: String,
}

/// One aspect that is sent.
#[derive(Clone, Debug, PartialEq)]
pub enum PromptChange {
    /// What it is called.
    Settings {
        /// The name.
        name: String,
        /// The description; absent, it stays.
        description: Option<String>,
    },
    /// The address of another recording.
    Audio(String),
}

/// What comes back. It never says where the recording came from.
#[derive(Clone, Debug, PartialEq)]
pub struct PromptRecord {
    /// The id.
    pub id: PromptId,
    /// The name.
    pub name: String,
    /// The description.
    pub description: Option<String>,
    /// Tags.
    pub tags: Tags,
    /// When it was changed last, in milliseconds since 1970.
    pub modified_ms: Option<i64>,
}

impl Record for PromptRecord {
    fn id(&self) -> &str {
        self.id.as_str()
    }

    fn modified_ms(&self) -> Option<i64> {
        self.modified_ms
    }
}
