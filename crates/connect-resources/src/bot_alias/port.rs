//! What aliases of bots need of Amazon Lex V2.

use async_trait::async_trait;
use connect_model::{Fault, Tags};

use crate::{Condition, Known};

/// The calls. Contract: a taken name is a fault of class `Duplicate`; what cannot be done because
/// something else is under way is one of class `NotReady`.
#[async_trait]
pub trait Port: Send + Sync {
    /// `ListBots` for the name, `ListBotAliases`, `ListBotVersions` and `ListTagsForResource`; `None`
    /// if there is no such bot or alias.
    async fn find(&self, bot: &str, alias: &str) -> Result<Option<BotAliasRecord>, Fault>;

    /// `ListBotVersions`: the number of the latest version with this description.
    async fn version(&self, bot: &str, description: &str) -> Result<Option<String>, Fault>;

    /// `ListBotLocales` of the draft, and `CreateBotVersion` of all of them: its number.
    async fn publish(&self, bot: &str, description: &str) -> Result<String, Fault>;

    /// `DescribeBotVersion`: whether it is ready.
    async fn version_condition(&self, bot: &str, version: &str) -> Result<Condition, Fault>;

    /// `CreateBotAlias` with every locale of the version enabled.
    async fn create(
        &self,
        bot: &str,
        alias: &str,
        version: &str,
        tags: &Tags,
    ) -> Result<Known, Fault>;

    /// `DescribeBotAlias`, and `UpdateBotAlias` with another version; a locale that is new is enabled,
    /// and the rest stays as it is.
    async fn point(&self, alias: &Known, version: &str) -> Result<(), Fault>;

    /// `DescribeBotAlias`: whether it is ready.
    async fn condition(&self, alias: &Known) -> Result<Condition, Fault>;

    /// `DeleteBotAlias`. One that is gone already is no fault.
    async fn delete(&self, alias: &Known) -> Result<(), Fault>;
}

/// What comes back.
#[derive(Clone, Debug, PartialEq)]
pub struct BotAliasRecord {
    /// Its id as `BOT/ALIAS`, and its ARN.
    pub known: Known,
    /// The id of the bot.
    pub bot: String,
    /// The description of its version.
    pub description: String,
    /// Tags.
    pub tags: Tags,
    /// Whether it is ready.
    pub condition: Condition,
}
