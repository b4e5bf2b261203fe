//! What bots need of Amazon Lex V2.

use async_trait::async_trait;
use connect_model::{Fault, Tags, spec::Payload};

use crate::{Condition, Known, Named};

/// The calls. Contract: lists are whole; a taken name is a fault of class `Duplicate`; what cannot be
/// done because something else is under way is one of class `NotReady`.
#[async_trait]
pub trait Port: Send + Sync {
    /// `ListBots`.
    async fn list(&self) -> Result<Vec<Named>, Fault>;

    /// `DescribeBot`, and `ListTagsForResource`.
    async fn describe(&self, bot: &Known) -> Result<BotRecord, Fault>;

    /// `DescribeBot`: whether it is ready.
    async fn condition(&self, bot: &str) -> Result<Condition, Fault>;

    /// `CreateBot`, with nothing in it.
    async fn create(&self, draft: &BotDraft, tags: &Tags) -> Result<Known, Fault>;

    /// `UpdateBot`; what the draft does not say stays as it is.
    async fn update(&self, bot: &str, draft: &BotDraft) -> Result<(), Fault>;

    /// `DeleteBot` with all that is in it. One that is gone already is no fault.
    async fn delete(&self, bot: &str) -> Result<(), Fault>;

    /// `CreateUploadUrl`, and the upload: the id of an import that has not started.
    async fn upload_archive(&self, archive: &Payload) -> Result<String, Fault>;

    /// `StartImport` over what is there.
    async fn import(&self, draft: &BotDraft, import: &str) -> Result<(), Fault>;

    /// `DescribeImport`.
    async fn import_condition(&self, import: &str) -> Result<Condition, Fault>;

    /// `ListBotLocales` of the draft.
    async fn locales(&self, bot: &str) -> Result<Vec<String>, Fault>;

    /// `BuildBotLocale` of the draft.
    async fn build(&self, bot: &str, locale: &str) -> Result<(), Fault>;

    /// `DescribeBotLocale` of the draft: whether it is built.
    async fn locale_condition(&self, bot: &str, locale: &str) -> Result<Condition, Fault>;
}

/// What is sent to make or change one.
#[derive(Clone, Debug, PartialEq)]
pub struct BotDraft {
    /// The name.
    pub name: String,
    /// The ARN of its role.
    pub role: String,
    /// Whether it is directed at children.
    pub child_directed: bool,
    /// After how many seconds of silence it forgets a conversation.
    pub idle_session_seconds: u32,
}

/// What comes back.
#[derive(Clone, Debug, PartialEq)]
pub struct BotRecord {
    /// The ARN of its role.
    pub role: String,
    /// Whether it is directed at children.
    pub child_directed: bool,
    /// After how many seconds of silence it forgets a conversation.
    pub idle_session_seconds: u32,
    /// Tags.
    pub tags: Tags,
    /// Whether it is ready.
    pub condition: Condition,
}
